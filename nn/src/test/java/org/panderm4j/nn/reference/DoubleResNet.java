package org.panderm4j.nn.reference;

import org.panderm4j.nn.tower.ResNet;

/** A residual network on one picture, in loops. */
final class DoubleResNet {
    private final DoubleLayers layers;
    private final ResNet network;

    DoubleResNet(DoubleLayers layers, ResNet network) {
        this.layers = layers;
        this.network = network;
    }

    /** Channels first throughout: [c][y][x]. */
    double[][][] apply(double[][][] picture) {
        double[][][] x = largestOfNine(relu(convolve(picture, "stem.network.", 0, 7, 2)));
        for (int stage = 0; stage < network.stages().size(); stage++) {
            for (int i = 0; i < network.stages().get(stage).blocks(); i++) {
                x = bottleneck(x, "stem.network.stages." + stage + "." + i + ".", i == 0, stage > 0 && i == 0 ? 2 : 1);
            }
        }
        return x;
    }

    private double[][][] bottleneck(double[][][] x, String prefix, boolean first, int stride) {
        double[][][] y = relu(convolve(x, prefix, 0, 1, 1));
        y = convolve(relu(convolve(y, prefix, 1, 3, stride)), prefix, 2, 1, 1);
        double[][][] shortcut = first ? convolve(x, prefix, 3, 1, stride) : x;
        for (int c = 0; c < y.length; c++) {
            for (int i = 0; i < y[c].length; i++) {
                for (int j = 0; j < y[c][i].length; j++) {
                    y[c][i][j] += shortcut[c][i][j];
                }
            }
        }
        return relu(y);
    }

    /** Convolution and batch norm. */
    private double[][][] convolve(double[][][] x, String prefix, int index, int kernel, int stride) {
        double[] weight = layers.get(prefix + "convolution." + index + ".weight");
        String norm = prefix + "norm." + index;
        double[] factor = layers.get(norm + ".weight");
        int size = x.length * kernel * kernel;
        double[][][] y = new double[factor.length][x[0].length / stride][x[0][0].length / stride];
        for (int c = 0; c < y.length; c++) {
            double deviation = Math.sqrt(layers.get(norm + ".variance")[c] + network.eps());
            for (int i = 0; i < y[c].length; i++) {
                for (int j = 0; j < y[c][i].length; j++) {
                    double sum = 0;
                    for (int k = 0; k < size; k++) {
                        int row = i * stride - kernel / 2 + k / kernel % kernel;
                        int column = j * stride - kernel / 2 + k % kernel;
                        sum += weight[c * size + k] * value(x[k / (kernel * kernel)], row, column, 0);
                    }
                    y[c][i][j] = (sum - layers.get(norm + ".mean")[c]) / deviation * factor[c]
                            + layers.get(norm + ".bias")[c];
                }
            }
        }
        return y;
    }

    private static double[][][] largestOfNine(double[][][] x) {
        double[][][] y = new double[x.length][x[0].length / 2][x[0][0].length / 2];
        for (int c = 0; c < y.length; c++) {
            for (int i = 0; i < y[c].length; i++) {
                for (int j = 0; j < y[c][i].length; j++) {
                    y[c][i][j] = Double.NEGATIVE_INFINITY;
                    for (int k = 0; k < 9; k++) {
                        double value = value(x[c], 2 * i - 1 + k / 3, 2 * j - 1 + k % 3, Double.NEGATIVE_INFINITY);
                        y[c][i][j] = Math.max(y[c][i][j], value);
                    }
                }
            }
        }
        return y;
    }

    private static double value(double[][] x, int row, int column, double beyond) {
        boolean inside = row >= 0 && row < x.length && column >= 0 && column < x[0].length;
        return inside ? x[row][column] : beyond;
    }

    private static double[][][] relu(double[][][] x) {
        for (double[][] channel : x) {
            for (double[] row : channel) {
                for (int j = 0; j < row.length; j++) {
                    row[j] = Math.max(0, row[j]);
                }
            }
        }
        return x;
    }
}
