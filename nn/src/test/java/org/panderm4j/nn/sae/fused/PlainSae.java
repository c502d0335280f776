package org.panderm4j.nn.sae.fused;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.panderm4j.nn.sae.AuxiliaryLoss;
import org.panderm4j.nn.sae.SaeWeights;
import org.panderm4j.nn.sae.Sparsity;

/** The definition in double precision, loop by loop. */
final class PlainSae {
    private final SaeWeights weights;
    private final int n;
    private final int m;
    final double[][] gradients;
    double l1;
    double l2;
    double auxiliary;
    long active;
    int[] fired;

    PlainSae(SaeWeights weights) {
        this.weights = weights;
        n = weights.design().inputs();
        m = weights.design().features();
        gradients = new double[][] {new double[n], new double[m * n], new double[m], new double[n * m]};
    }

    /** Activations before any choice, [rows][m]. */
    private double[][] rectified(float[][] x) {
        double[][] f = new double[x.length][m];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < m; j++) {
                double sum = weights.encoderBias()[j];
                for (int k = 0; k < n; k++) {
                    sum += (x[i][k] - (double) weights.tiedBias()[k]) * weights.encoderWeight()[j * n + k];
                }
                f[i][j] = Math.max(0, sum);
            }
        }
        return f;
    }

    private static double[] largest(double[] values, int most, IntPredicate allowed) {
        double[] kept = new double[values.length];
        IntStream.range(0, values.length)
                .boxed()
                .filter(j -> allowed.test(j) && values[j] > 0)
                .sorted(Comparator.comparingDouble((Integer j) -> -values[j]))
                .limit(most)
                .forEach(j -> kept[j] = values[j]);
        return kept;
    }

    /** In training, or where {@code threshold} is 0 or more, in use. */
    double[][] activations(float[][] x, double threshold) {
        double[][] all = rectified(x);
        Sparsity sparsity = weights.design().sparsity();
        if (sparsity instanceof Sparsity.TopK top) {
            return Arrays.stream(all)
                    .map(row -> largest(row, top.k(), j -> true))
                    .toArray(double[][]::new);
        }
        if (!(sparsity instanceof Sparsity.BatchTopK batch)) {
            return all;
        }
        if (threshold >= 0) {
            for (double[] row : all) {
                Arrays.setAll(row, j -> row[j] > threshold ? row[j] : 0);
            }
            return all;
        }
        double[] flat = Arrays.stream(all).flatMapToDouble(Arrays::stream).toArray();
        double[] kept = largest(flat, batch.k() * x.length, j -> true);
        return IntStream.range(0, x.length)
                .mapToObj(i -> Arrays.copyOfRange(kept, i * m, (i + 1) * m))
                .toArray(double[][]::new);
    }

    double[] reconstruction(double[] f, boolean biased) {
        double[] y = new double[n];
        for (int k = 0; k < n; k++) {
            y[k] = biased ? weights.tiedBias()[k] : 0;
            for (int j = 0; j < m; j++) {
                y[k] += f[j] * weights.decoderWeight()[k * m + j];
            }
        }
        return y;
    }

    void run(float[][] x, double lambda, boolean... dead) {
        double[][] f = activations(x, -1);
        double[][] all = rectified(x);
        AuxiliaryLoss loss = weights.design().auxiliary();
        fired = new int[m];
        for (int i = 0; i < x.length; i++) {
            double[] y = reconstruction(f[i], true);
            double[] error = new double[n];
            for (int k = 0; k < n; k++) {
                error[k] = y[k] - x[i][k];
                l2 += error[k] * error[k] / n / x.length;
            }
            for (int j = 0; j < m; j++) {
                l1 += f[i][j] / x.length;
                fired[j] += f[i][j] > 0 ? 1 : 0;
            }
            add(x, i, f[i], error, 1, lambda / x.length, true);
            if (IntStream.range(0, dead.length).anyMatch(j -> dead[j])) {
                double[] z = largest(all[i], loss.features(), j -> dead[j]);
                double[] rest = reconstruction(z, false);
                Arrays.setAll(rest, k -> rest[k] + error[k]);
                auxiliary += loss.weight() * Arrays.stream(rest).map(v -> v * v).sum() / n / x.length;
                add(x, i, z, rest, loss.weight(), 0, false);
            }
        }
        active = Arrays.stream(fired).asLongStream().sum();
        project();
    }

    private void add(float[][] x, int i, double[] f, double[] error, double weight, double slope, boolean direct) {
        double factor = 2 * weight / n / x.length;
        for (int k = 0; k < n; k++) {
            gradients[0][k] += direct ? factor * error[k] : 0;
        }
        for (int j = 0; j < m; j++) {
            if (f[j] > 0) {
                double h = slope;
                for (int k = 0; k < n; k++) {
                    h += factor * error[k] * weights.decoderWeight()[k * m + j];
                    gradients[3][k * m + j] += factor * error[k] * f[j];
                }
                gradients[2][j] += h;
                for (int k = 0; k < n; k++) {
                    gradients[1][j * n + k] += h * (x[i][k] - (double) weights.tiedBias()[k]);
                    gradients[0][k] -= h * weights.encoderWeight()[j * n + k];
                }
            }
        }
    }

    private void project() {
        for (int j = 0; j < m; j++) {
            double square = 0;
            double dot = 0;
            for (int k = 0; k < n; k++) {
                double w = weights.decoderWeight()[k * m + j];
                square += w * w;
                dot += w * gradients[3][k * m + j];
            }
            for (int k = 0; k < n && square > 0; k++) {
                gradients[3][k * m + j] -= dot / square * weights.decoderWeight()[k * m + j];
            }
        }
    }
}
