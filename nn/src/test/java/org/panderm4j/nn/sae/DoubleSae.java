package org.panderm4j.nn.sae;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The formulas of a sparse autoencoder in double precision, for a batch; what is active, and what the rest is, stays as at first. */
final class DoubleSae {
    final double[][] x;
    final int n;
    final int m;
    final double[] b;
    final double[][] we;
    final double[] be;
    final double[][] wd;
    final double lambda;
    final double weight;
    final boolean[][] active;
    final boolean[][] revived;
    final double[][] rest;

    DoubleSae(SaeWeights weights, double[][] x, double lambda, boolean[] dead) {
        SaeDesign design = weights.design();
        this.x = x;
        this.n = design.inputs();
        this.m = design.features();
        this.lambda = lambda;
        this.b = doubles(weights.tiedBias(), 1, n)[0];
        this.we = doubles(weights.encoderWeight(), m, n);
        this.be = doubles(weights.encoderBias(), 1, m)[0];
        this.wd = doubles(weights.decoderWeight(), n, m);
        boolean any = IntStream.range(0, dead.length).anyMatch(j -> dead[j]);
        this.weight = any && !(design.sparsity() instanceof Sparsity.L1)
                ? design.auxiliary().weight()
                : 0;
        this.active = select(design.sparsity());
        this.revived = new boolean[x.length][m];
        if (weight > 0) {
            for (int i = 0; i < x.length; i++) {
                double[] pre = pre(i);
                IntStream.range(0, m)
                        .filter(j -> dead[j] && pre[j] > 0)
                        .boxed()
                        .sorted(Comparator.comparingDouble(j -> -pre[j]))
                        .limit(design.auxiliary().features())
                        .forEach(mark(revived[i]));
            }
        }
        this.rest = new double[x.length][n];
        for (int i = 0; i < x.length; i++) {
            double[] decoded = decoded(features(i, active), true);
            for (int k = 0; k < n; k++) {
                rest[i][k] = x[i][k] - decoded[k];
            }
        }
    }

    private static java.util.function.Consumer<Integer> mark(boolean[] row) {
        return j -> row[j] = true;
    }

    private static double[][] doubles(float[] values, int rows, int columns) {
        double[][] matrix = new double[rows][columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                matrix[i][j] = values[i * columns + j];
            }
        }
        return matrix;
    }

    private boolean[][] select(Sparsity sparsity) {
        boolean[][] chosen = new boolean[x.length][m];
        double[][] pre = IntStream.range(0, x.length).mapToObj(this::pre).toArray(double[][]::new);
        int[] all = IntStream.range(0, x.length * m)
                .filter(i -> pre[i / m][i % m] > 0)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -pre[i / m][i % m]))
                .mapToInt(i -> i)
                .toArray();
        int[] left = new int[x.length];
        Arrays.fill(left, sparsity instanceof Sparsity.TopK top ? top.k() : m);
        int total = sparsity instanceof Sparsity.BatchTopK batch ? batch.k() * x.length : all.length;
        for (int i : all) {
            if (left[i / m] > 0 && total > 0) {
                chosen[i / m][i % m] = true;
                left[i / m]--;
                total--;
            }
        }
        return chosen;
    }

    double[] pre(int row) {
        double[] pre = be.clone();
        for (int j = 0; j < m; j++) {
            for (int k = 0; k < n; k++) {
                pre[j] += (x[row][k] - b[k]) * we[j][k];
            }
        }
        return pre;
    }

    double[] features(int row, boolean[][] chosen) {
        double[] f = pre(row);
        for (int j = 0; j < m; j++) {
            f[j] = chosen[row][j] ? f[j] : 0;
        }
        return f;
    }

    double[] decoded(double[] f, boolean biased) {
        double[] decoded = biased ? b.clone() : new double[n];
        for (int k = 0; k < n; k++) {
            for (int j = 0; j < m; j++) {
                decoded[k] += f[j] * wd[k][j];
            }
        }
        return decoded;
    }

    double l1() {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += Arrays.stream(features(i, active)).sum();
        }
        return sum / x.length;
    }

    double l2() {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            double[] decoded = decoded(features(i, active), true);
            for (int k = 0; k < n; k++) {
                sum += Math.pow(x[i][k] - decoded[k], 2);
            }
        }
        return sum / x.length / n;
    }

    double auxiliary() {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            double[] decoded = decoded(features(i, revived), false);
            for (int k = 0; k < n; k++) {
                sum += Math.pow(rest[i][k] - decoded[k], 2);
            }
        }
        return weight * sum / x.length / n;
    }

    double total() {
        return lambda * l1() + l2() + auxiliary();
    }

    /** By hand: db, dWe row by row, dbe, dWd row by row, not projected. */
    double[][] gradients() {
        double[] db = new double[n];
        double[] dwe = new double[m * n];
        double[] dbe = new double[m];
        double[] dwd = new double[n * m];
        double scale = 2.0 / n / x.length;
        for (int i = 0; i < x.length; i++) {
            double[] f = features(i, active);
            double[] a = features(i, revived);
            double[] decoded = decoded(f, true);
            double[] revival = decoded(a, false);
            double[] h = new double[m];
            for (int k = 0; k < n; k++) {
                double r = scale * (decoded[k] - x[i][k]);
                double g = weight * scale * (revival[k] - rest[i][k]);
                db[k] += r;
                for (int j = 0; j < m; j++) {
                    dwd[k * m + j] += r * f[j] + g * a[j];
                    h[j] += (active[i][j] ? r * wd[k][j] : 0) + (revived[i][j] ? g * wd[k][j] : 0);
                }
            }
            for (int j = 0; j < m; j++) {
                h[j] += active[i][j] ? lambda / x.length : 0;
                dbe[j] += h[j];
                for (int k = 0; k < n; k++) {
                    dwe[j * n + k] += h[j] * (x[i][k] - b[k]);
                    db[k] -= h[j] * we[j][k];
                }
            }
        }
        return new double[][] {db, dwe, dbe, dwd};
    }

    void project(double[] dwd) {
        for (int j = 0; j < m; j++) {
            double square = 0;
            double product = 0;
            for (int k = 0; k < n; k++) {
                square += wd[k][j] * wd[k][j];
                product += wd[k][j] * dwd[k * m + j];
            }
            for (int k = 0; k < n; k++) {
                dwd[k * m + j] -= product / square * wd[k][j];
            }
        }
    }
}
