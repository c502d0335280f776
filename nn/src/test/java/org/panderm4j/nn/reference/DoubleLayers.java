package org.panderm4j.nn.reference;

import java.util.Map;
import org.panderm4j.nn.tower.Activation;

/** Layers on rows of doubles, parameters looked up by name. */
final class DoubleLayers {
    private final Map<String, double[]> weights;

    DoubleLayers(Map<String, double[]> weights) {
        this.weights = weights;
    }

    double[] get(String name) {
        double[] values = weights.get(name);
        if (values == null) {
            throw new IllegalArgumentException("no weight " + name);
        }
        return values;
    }

    /** W x + b for each row; W is (out, in). */
    double[][] linear(double[][] x, String name, int out, boolean bias) {
        double[][] y = product(x, get(name + ".weight"), out);
        if (bias) {
            add(y, get(name + ".bias"), 0);
        }
        return y;
    }

    static double[][] product(double[][] x, double[] weight, int out) {
        int in = x[0].length;
        double[][] y = new double[x.length][out];
        for (int i = 0; i < x.length; i++) {
            for (int o = 0; o < out; o++) {
                for (int k = 0; k < in; k++) {
                    y[i][o] += x[i][k] * weight[o * in + k];
                }
            }
        }
        return y;
    }

    /** Adds a vector to columns {@code from} and on of each row. */
    static void add(double[][] rows, double[] vector, int from) {
        for (double[] row : rows) {
            for (int k = 0; k < vector.length; k++) {
                row[from + k] += vector[k];
            }
        }
    }

    double[][] norm(double[][] x, String name, double eps) {
        double[] weight = get(name + ".weight");
        double[] bias = get(name + ".bias");
        int d = weight.length;
        double[][] y = new double[x.length][d];
        for (int i = 0; i < x.length; i++) {
            double mean = 0;
            for (double value : x[i]) {
                mean += value / d;
            }
            double variance = 0;
            for (double value : x[i]) {
                variance += (value - mean) * (value - mean) / d;
            }
            for (int k = 0; k < d; k++) {
                y[i][k] = (x[i][k] - mean) / Math.sqrt(variance + eps) * weight[k] + bias[k];
            }
        }
        return y;
    }

    /** Multiplies a row by another, value by value. */
    static void multiply(double[] row, double[] factors) {
        for (int k = 0; k < row.length; k++) {
            row[k] *= factors[k];
        }
    }

    static void activate(double[][] rows, Activation activation) {
        for (double[] row : rows) {
            for (int k = 0; k < row.length; k++) {
                row[k] = activate(row[k], activation);
            }
        }
    }

    private static double activate(double x, Activation activation) {
        return switch (activation) {
            case GELU -> x * (1 + erf(x / Math.sqrt(2))) / 2;
            case GELU_TANH -> x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * Math.pow(x, 3)))) / 2;
            case QUICK_GELU -> x / (1 + Math.exp(-1.702 * x));
            case SILU -> x / (1 + Math.exp(-x));
        };
    }

    /** 2 / sqrt(pi) exp(-x²) (x + 2 x³/3 + 4 x⁵/15 + ...): no term cancels another. */
    static double erf(double x) {
        if (Math.abs(x) > 6) {
            return Math.signum(x);
        }
        double term = x;
        double sum = x;
        for (int n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }

    /** Softmax over the visible ones; the others get 0. */
    static double[] softmax(double[] scores, boolean[] visible) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < scores.length; j++) {
            largest = visible[j] ? Math.max(largest, scores[j]) : largest;
        }
        double sum = 0;
        double[] shares = new double[scores.length];
        for (int j = 0; j < scores.length; j++) {
            shares[j] = visible[j] ? Math.exp(scores[j] - largest) : 0;
            sum += shares[j];
        }
        for (int j = 0; j < scores.length; j++) {
            shares[j] /= sum;
        }
        return shares;
    }
}
