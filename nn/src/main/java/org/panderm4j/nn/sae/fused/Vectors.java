package org.panderm4j.nn.sae.fused;

/**
 * Plain loops over whole arrays of one length. The compiler of JDK 17 uses vector instructions only where every array is read from its
 * first value on: rows are arrays of their own for that, not parts of a long one.
 */
final class Vectors {
    private Vectors() {}

    static void negate(float[] x, float[] y) {
        for (int i = 0; i < y.length; i++) {
            y[i] = -x[i];
        }
    }

    static void scale(float[] y, float factor) {
        for (int i = 0; i < y.length; i++) {
            y[i] *= factor;
        }
    }

    static void add(float[] x, float[] y) {
        for (int i = 0; i < y.length; i++) {
            y[i] += x[i];
        }
    }

    static void subtract(float[] x, float[] y) {
        for (int i = 0; i < y.length; i++) {
            y[i] -= x[i];
        }
    }

    static void addScaled(float factor, float[] x, float[] y) {
        for (int i = 0; i < y.length; i++) {
            y[i] += factor * x[i];
        }
    }

    /** Adds the products of two arrays, value by value. */
    static void addProducts(float[] x, float[] z, float[] y) {
        for (int i = 0; i < y.length; i++) {
            y[i] += x[i] * z[i];
        }
    }

    static void subtractProducts(float[] x, float[] z, float[] y) {
        for (int i = 0; i < y.length; i++) {
            y[i] -= x[i] * z[i];
        }
    }

    private static void addFour(
            float a, float b, float c, float d, float[] x0, float[] x1, float[] x2, float[] x3, float[] y) {
        for (int i = 0; i < y.length; i++) {
            y[i] += (a * x0[i] + b * x1[i]) + (c * x2[i] + d * x3[i]);
        }
    }

    /**
     * Adds rows times factors.
     *
     * @param indices of rows; those from {@code from} to before {@code to} count
     * @param factors of the rows, in the same places
     */
    static void addRows(float[][] rows, int[] indices, float[] factors, int from, int to, float[] y) {
        int i = from;
        for (; i + 4 <= to; i += 4) {
            addFour(
                    factors[i],
                    factors[i + 1],
                    factors[i + 2],
                    factors[i + 3],
                    rows[indices[i]],
                    rows[indices[i + 1]],
                    rows[indices[i + 2]],
                    rows[indices[i + 3]],
                    y);
        }
        for (; i < to; i++) {
            addScaled(factors[i], rows[indices[i]], y);
        }
    }

    /**
     * The sum of products, whose order depends on the length alone.
     *
     * @param products scratch as long as the others
     */
    static float dot(float[] x, float[] y, float[] products) {
        for (int i = 0; i < products.length; i++) {
            products[i] = x[i] * y[i];
        }
        int length = products.length;
        while (length > 1024) {
            fold(products, length - length / 2, length / 2);
            length -= length / 2;
        }
        if (length > 512) {
            fold512(products, length - 512);
            length = 512;
        }
        if (length > 256) {
            fold256(products, length - 256);
            length = 256;
        }
        if (length > 128) {
            fold128(products, length - 128);
            length = 128;
        }
        if (length > 64) {
            fold64(products, length - 64);
            length = 64;
        }
        return sum(products, length);
    }

    private static void fold(float[] y, int distance, int count) {
        for (int i = 0; i < count; i++) {
            y[i] += y[distance + i];
        }
    }

    // With the distance written down the compiler knows that what is read and what is written do not overlap.

    private static void fold512(float[] y, int count) {
        for (int i = 0; i < count; i++) {
            y[i] += y[512 + i];
        }
    }

    private static void fold256(float[] y, int count) {
        for (int i = 0; i < count; i++) {
            y[i] += y[256 + i];
        }
    }

    private static void fold128(float[] y, int count) {
        for (int i = 0; i < count; i++) {
            y[i] += y[128 + i];
        }
    }

    private static void fold64(float[] y, int count) {
        for (int i = 0; i < count; i++) {
            y[i] += y[64 + i];
        }
    }

    private static float sum(float[] y, int length) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int i = 0;
        for (; i + 4 <= length; i += 4) {
            a += y[i];
            b += y[i + 1];
            c += y[i + 2];
            d += y[i + 3];
        }
        for (; i < length; i++) {
            a += y[i];
        }
        return (a + b) + (c + d);
    }
}
