package org.panderm4j.nn.sae;

import java.nio.FloatBuffer;
import org.panderm4j.nn.train.Parameter;
import org.panderm4j.nn.train.Workers;

/** Dictionary vectors: the columns of a decoder's weight, (1, n, m), which are to have length 1. */
final class Dictionary {
    /** Lengths under it count as it. */
    static final double LEAST = 1e-12;

    /** Columns of a piece. */
    private static final int COLUMNS = 1024;

    private Dictionary() {}

    /** Takes the part of each vector's gradient along the vector away: no step can change its length, to first order. */
    static void project(Parameter decoder, Workers workers) {
        FloatBuffer values = decoder.value();
        FloatBuffer gradients = decoder.gradient();
        int n = (int) decoder.shape()[1];
        int m = (int) decoder.shape()[2];
        pieces(m, workers, (from, count) -> {
            float[] value = new float[count];
            float[] gradient = new float[count];
            double[] squares = new double[count];
            double[] products = new double[count];
            for (int i = 0; i < n; i++) {
                values.get(i * m + from, value);
                gradients.get(i * m + from, gradient);
                for (int j = 0; j < count; j++) {
                    squares[j] += (double) value[j] * value[j];
                    products[j] += (double) value[j] * gradient[j];
                }
            }
            for (int j = 0; j < count; j++) {
                products[j] /= Math.max(squares[j], LEAST * LEAST);
            }
            for (int i = 0; i < n; i++) {
                values.get(i * m + from, value);
                gradients.get(i * m + from, gradient);
                for (int j = 0; j < count; j++) {
                    gradient[j] = (float) (gradient[j] - products[j] * value[j]);
                }
                gradients.put(i * m + from, gradient);
            }
        });
    }

    /** Scales each vector to length 1. */
    static void normalise(Parameter decoder, Workers workers) {
        FloatBuffer values = decoder.value();
        int n = (int) decoder.shape()[1];
        int m = (int) decoder.shape()[2];
        pieces(m, workers, (from, count) -> {
            float[] value = new float[count];
            double[] lengths = new double[count];
            for (int i = 0; i < n; i++) {
                values.get(i * m + from, value);
                for (int j = 0; j < count; j++) {
                    lengths[j] += (double) value[j] * value[j];
                }
            }
            for (int j = 0; j < count; j++) {
                lengths[j] = Math.max(Math.sqrt(lengths[j]), LEAST);
            }
            for (int i = 0; i < n; i++) {
                values.get(i * m + from, value);
                for (int j = 0; j < count; j++) {
                    value[j] = (float) (value[j] / lengths[j]);
                }
                values.put(i * m + from, value);
            }
        });
    }

    @FunctionalInterface
    private interface Piece {
        void run(int from, int count);
    }

    /** The cuts depend on nothing but the number of columns. */
    private static void pieces(int columns, Workers workers, Piece piece) {
        int pieces = (columns + COLUMNS - 1) / COLUMNS;
        workers.run(pieces, i -> piece.run(i * COLUMNS, Math.min(COLUMNS, columns - i * COLUMNS)));
    }
}
