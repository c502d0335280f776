package org.panderm4j.nn.clip;

/** Arithmetic on embeddings. */
public final class Vectors {
    /** Below this length a vector is divided by this number instead of its length, as the reference does. */
    static final double SMALLEST_NORM = 1e-12;

    private Vectors() {}

    /** x / max(|x|, 1e-12). The length is summed in double precision and rounded once. */
    public static float[] unit(float[] x) {
        double sum = 0;
        for (float value : x) {
            sum += (double) value * value;
        }
        float length = (float) Math.max(Math.sqrt(sum), SMALLEST_NORM);
        float[] unit = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            unit[i] = x[i] / length;
        }
        return unit;
    }

    /** Each row by {@link #unit(float[])}. */
    public static float[][] unit(float[][] rows) {
        float[][] units = new float[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            units[i] = unit(rows[i]);
        }
        return units;
    }

    /** Whether all values are numbers, and none is infinite. */
    public static boolean isFinite(float... x) {
        for (float value : x) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    /** Inner product, summed in double precision. */
    public static double dot(float[] a, float[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException(
                    "expected vectors of one length, found " + a.length + " and " + b.length);
        }
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
