package org.panderm4j.benchmarks.kernels;

/** The kernels once more, in double precision and straight from their formulas. */
final class KernelReference {
    private KernelReference() {}

    static double[] linear(LinearShape s) {
        float[] x = s.x();
        float[] weight = s.weight();
        double[] y = new double[s.rows() * s.out()];
        for (int i = 0; i < y.length; i++) {
            int row = i / s.out();
            int column = i % s.out();
            for (int k = 0; k < s.in(); k++) {
                y[i] += (double) x[row * s.in() + k] * weight[column * s.in() + k];
            }
            y[i] = fused(y[i], i, column, s);
        }
        return y;
    }

    private static double fused(double product, int index, int column, LinearShape s) {
        return switch (s.fusion()) {
            case PLAIN -> product;
            case BIAS -> product + s.bias()[column];
            case BIAS_GELU -> gelu(product + s.bias()[column]);
            case BIAS_RESIDUAL -> s.residual()[index] + product + s.bias()[column];
            case BIAS_SCALE_RESIDUAL -> s.residual()[index] + s.scale()[column] * (product + s.bias()[column]);
        };
    }

    static double[] attention(AttentionShape s) {
        int d = s.width();
        int n = s.tokens();
        float[] qkv = s.queriesKeysValues();
        double[] mixed = new double[s.batch() * n * d];
        for (int at = 0; at < s.batch() * n * s.heads(); at++) {
            int token = at / s.heads();
            int first = token / n * n;
            int column = at % s.heads() * s.headWidth();
            double[] scores = new double[n];
            for (int key = 0; key < n; key++) {
                for (int k = column; k < column + s.headWidth(); k++) {
                    scores[key] += (double) qkv[token * 3 * d + k] * qkv[(first + key) * 3 * d + d + k];
                }
                scores[key] /= Math.sqrt(s.headWidth());
            }
            double[] shares = softmax(scores);
            for (int key = 0; key < n; key++) {
                for (int k = column; k < column + s.headWidth(); k++) {
                    mixed[token * d + k] += shares[key] * qkv[(first + key) * 3 * d + 2 * d + k];
                }
            }
        }
        return mixed;
    }

    static double[] layerNorm(double[] row, RowsShape s) {
        double mean = 0;
        for (double x : row) {
            mean += x / row.length;
        }
        double variance = 0;
        for (double x : row) {
            variance += (x - mean) * (x - mean) / row.length;
        }
        double[] normed = new double[row.length];
        for (int i = 0; i < row.length; i++) {
            normed[i] = (row[i] - mean) / Math.sqrt(variance + RowsShape.EPS) * s.weight()[i] + s.bias()[i];
        }
        return normed;
    }

    static double[] softmax(double[] row) {
        double[] shares = new double[row.length];
        double sum = 0;
        for (int i = 0; i < row.length; i++) {
            shares[i] = Math.exp(row[i]);
            sum += shares[i];
        }
        for (int i = 0; i < row.length; i++) {
            shares[i] /= sum;
        }
        return shares;
    }

    static double gelu(double x) {
        return x * phi(x);
    }

    /** The normal distribution function, by Simpson's rule from 0: good to 1e-10 where it is asked here. */
    private static double phi(double x) {
        int steps = 2000;
        double h = x / steps;
        double sum = density(0) + density(x);
        for (int i = 1; i < steps; i++) {
            sum += (i % 2 == 1 ? 4 : 2) * density(i * h);
        }
        return 0.5 + sum * h / 3;
    }

    private static double density(double x) {
        return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }
}
