package org.panderm4j.nn.engine.cuda;

/**
 * How far arrays are from what they should be. A value that is no number and should be one makes every distance no number, and so
 * does one that should be none and is one.
 */
final class Errors {
    private Errors() {}

    /** Length of the difference by the length of what is expected. */
    static double relative(float[] found, double... expected) {
        requireSameLength(found, expected);
        double difference = 0;
        double size = 0;
        for (int i = 0; i < expected.length; i++) {
            if (areNone(found[i], expected[i])) {
                continue;
            }
            double e = found[i] - expected[i];
            difference += e * e;
            size += expected[i] * expected[i];
        }
        return difference == 0 ? 0 : Math.sqrt(difference / size);
    }

    /** One less the cosine between rows, of the row where it is largest. */
    static double angle(int rows, float[] found, double... expected) {
        requireSameLength(found, expected);
        int width = expected.length / rows;
        double worst = 0;
        for (int row = 0; row < rows; row++) {
            double both = 0;
            double left = 0;
            double right = 0;
            for (int i = row * width; i < (row + 1) * width; i++) {
                if (areNone(found[i], expected[i])) {
                    continue;
                }
                both += found[i] * expected[i];
                left += (double) found[i] * found[i];
                right += expected[i] * expected[i];
            }
            boolean nothing = left == 0 && right == 0;
            worst = worse(worst, nothing ? 0 : Math.max(0, 1 - both / Math.sqrt(left * right)));
        }
        return worst;
    }

    private static boolean areNone(float found, double expected) {
        return Float.isNaN(found) && Double.isNaN(expected);
    }

    /** The larger of two errors; no number is larger than any. */
    static double worse(double left, double right) {
        return Double.isNaN(left) || Double.isNaN(right) ? Double.NaN : Math.max(left, right);
    }

    static double[] wide(float... values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    static float[] narrow(double... values) {
        float[] narrow = new float[values.length];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = (float) values[i];
        }
        return narrow;
    }

    private static void requireSameLength(float[] found, double... expected) {
        if (found.length != expected.length) {
            throw new IllegalArgumentException("expected " + expected.length + " values, found " + found.length);
        }
    }
}
