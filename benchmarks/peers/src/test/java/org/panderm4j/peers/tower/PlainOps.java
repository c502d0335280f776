package org.panderm4j.peers.tower;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Supplier;
import org.panderm4j.peers.tower.PlainOps.Plain;

/** The operations as loops over doubles, slow and plain, to hold libraries against. */
public final class PlainOps implements Ops<Plain> {
    /** Values in C order. */
    public record Plain(double[] values, long... shape) {
        public static Plain of(float[] values, long... shape) {
            double[] doubles = new double[values.length];
            Arrays.setAll(doubles, i -> values[i]);
            return new Plain(doubles, shape);
        }

        public static Plain of(long[] values, long... shape) {
            return new Plain(Arrays.stream(values).asDoubleStream().toArray(), shape);
        }

        public int size(int axis) {
            return (int) shape[axis];
        }

        int last() {
            return size(shape.length - 1);
        }
    }

    @Override
    public Plain parameter(FloatBuffer values, long... shape) {
        float[] floats = new float[values.remaining()];
        values.get(floats);
        return Plain.of(floats, shape);
    }

    @Override
    public Plain linearWeight(FloatBuffer values, int out, int in) {
        return parameter(values, out, in);
    }

    @Override
    public Plain linear(Plain x, Plain weight, Plain bias) {
        int in = weight.size(1);
        int out = weight.size(0);
        int rows = x.values().length / in;
        double[] y = new double[rows * out];
        for (int i = 0; i < y.length; i++) {
            y[i] = bias.values()[i % out];
            for (int k = 0; k < in; k++) {
                y[i] += x.values()[i / out * in + k] * weight.values()[i % out * in + k];
            }
        }
        long[] shape = x.shape().clone();
        shape[shape.length - 1] = out;
        return new Plain(y, shape);
    }

    @Override
    public Plain patches(Plain pixels, Plain kernel, Plain bias, int p) {
        int side = pixels.size(2);
        int g = side / p;
        double[] rows = new double[pixels.values().length]; // [b, g, g, 3, p, p]
        for (int i = 0; i < rows.length; i++) {
            int within = i % (3 * p * p);
            int patch = i / (3 * p * p);
            int y = patch / g % g * p + within / p % p;
            int x = patch % g * p + within % p;
            rows[i] = pixels.values()[((patch / (g * g) * 3 + within / (p * p)) * side + y) * side + x];
        }
        Plain flat = new Plain(kernel.values(), kernel.size(0), 3L * p * p);
        return linear(new Plain(rows, pixels.size(0), (long) g * g, 3L * p * p), flat, bias);
    }

    @Override
    public Plain prepend(Plain token, Plain sequence) {
        int d = sequence.last();
        int n = sequence.size(1);
        double[] joined = new double[sequence.size(0) * (n + 1) * d];
        for (int b = 0; b < sequence.size(0); b++) {
            System.arraycopy(token.values(), 0, joined, b * (n + 1) * d, d);
            System.arraycopy(sequence.values(), b * n * d, joined, (b * (n + 1) + 1) * d, n * d);
        }
        return new Plain(joined, sequence.size(0), n + 1L, d);
    }

    @Override
    public Plain lookUp(Plain table, Plain ids) {
        int d = table.last();
        double[] rows = new double[ids.values().length * d];
        Arrays.setAll(rows, i -> table.values()[((int) ids.values()[i / d]) * d + i % d]);
        return new Plain(rows, ids.size(0), ids.size(1), d);
    }

    @Override
    public Plain paddingBias(Plain mask) {
        return new Plain(
                Arrays.stream(mask.values())
                        .map(real -> real == 1 ? 0 : Double.NEGATIVE_INFINITY)
                        .toArray(),
                mask.size(0),
                1,
                1,
                mask.size(1));
    }

    @Override
    public Plain layerNorm(Plain x, Plain weight, Plain bias, double eps) {
        int d = x.last();
        double[] y = new double[x.values().length];
        for (int row = 0; row < y.length; row += d) {
            double[] values = Arrays.copyOfRange(x.values(), row, row + d);
            double mean = Arrays.stream(values).average().orElseThrow();
            double variance = Arrays.stream(values)
                    .map(value -> (value - mean) * (value - mean))
                    .average()
                    .orElseThrow();
            for (int i = 0; i < d; i++) {
                y[row + i] = (values[i] - mean) / Math.sqrt(variance + eps) * weight.values()[i] + bias.values()[i];
            }
        }
        return new Plain(y, x.shape());
    }

    @Override
    public Plain gelu(Plain x) {
        return new Plain(
                Arrays.stream(x.values()).map(v -> v * normalProbability(v)).toArray(), x.shape());
    }

    /** The standard normal distribution function by its power series, good to 1e-9 where |x| is below 6. */
    private static double normalProbability(double x) {
        double term = x;
        double sum = x;
        for (int k = 1; k < 150; k++) {
            term *= x * x / (2 * k + 1);
            sum += term;
        }
        return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }

    @Override
    public Plain add(Plain a, Plain b) {
        return broadcast(a, b, Double::sum);
    }

    @Override
    public Plain multiply(Plain a, Plain b) {
        return broadcast(a, b, (x, y) -> x * y);
    }

    /** The second repeats itself along the leading axes of the first. */
    private static Plain broadcast(Plain a, Plain b, DoubleBinaryOperator operator) {
        double[] y = new double[a.values().length];
        Arrays.setAll(y, i -> operator.applyAsDouble(a.values()[i], b.values()[i % b.values().length]));
        return new Plain(y, a.shape());
    }

    @Override
    public Plain attention(Plain qkv, int heads, double scale, Optional<Plain> paddingBias) {
        int n = qkv.size(1);
        int d = qkv.last() / 3;
        int c = d / heads;
        double[] y = new double[qkv.size(0) * n * d];
        for (int i = 0; i < y.length; i++) {
            int b = i / (n * d);
            int query = (i / d * 3) * d + i % d / c * c;
            double total = 0;
            for (int k = 0; k < n; k++) {
                int key = ((b * n + k) * 3 + 1) * d + i % d / c * c;
                double score = 0;
                for (int e = 0; e < c; e++) {
                    score += qkv.values()[query + e] * qkv.values()[key + e];
                }
                int place = b * n + k;
                double hidden = paddingBias.map(bias -> bias.values()[place]).orElse(0.0);
                double share = Math.exp(scale * score + hidden);
                total += share;
                y[i] += share * qkv.values()[((b * n + k) * 3 + 2) * d + i % d];
            }
            y[i] /= total;
        }
        return new Plain(y, qkv.size(0), n, d);
    }

    @Override
    public Plain firstToken(Plain x) {
        return mean(x, 0, 1);
    }

    @Override
    public Plain meanFrom(Plain x, int from) {
        return mean(x, from, x.size(1));
    }

    private static Plain mean(Plain x, int from, int to) {
        int d = x.last();
        double[] y = new double[x.size(0) * d];
        for (int i = 0; i < y.length; i++) {
            for (int k = from; k < to; k++) {
                y[i] += x.values()[(i / d * x.size(1) + k) * d + i % d] / (to - from);
            }
        }
        return new Plain(y, x.size(0), d);
    }

    @Override
    public Plain scoped(Supplier<Plain> part) {
        return part.get();
    }
}
