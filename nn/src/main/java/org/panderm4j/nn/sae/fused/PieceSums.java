package org.panderm4j.nn.sae.fused;

import java.util.Arrays;

/** Sums of rows, of each piece apart and then of all in the order of the pieces. */
final class PieceSums {
    private final int width;
    private float[][] sums = new float[0][];

    PieceSums(int width) {
        this.width = width;
    }

    /** Begins anew with so many pieces. */
    void clear(int pieces) {
        if (sums.length < pieces) {
            int before = sums.length;
            sums = Arrays.copyOf(sums, pieces);
            for (int i = before; i < pieces; i++) {
                sums[i] = new float[width];
            }
        }
        for (float[] sum : sums) {
            Arrays.fill(sum, 0);
        }
    }

    /** Of one piece, to be added to by one thread. */
    float[] of(int piece) {
        return sums[piece];
    }

    /** Of all. */
    double[] total() {
        double[] total = new double[width];
        for (float[] sum : sums) {
            for (int i = 0; i < width; i++) {
                total[i] += sum[i];
            }
        }
        return total;
    }
}
