package org.panderm4j.benchmarks;

import java.util.Arrays;
import org.panderm4j.data.resample.Samples;
import org.panderm4j.data.resample.Sizing;

/**
 * What {@link org.panderm4j.data.resample.Resampler} is measured against: the same bicubic resize of RGB, bit for bit, written as one
 * would at first. The horizontal pass goes along each row with its three sums in registers, the vertical one adds up rows.
 */
final class RowwiseResampler {
    private static final int PRECISION = 22;
    private static final int ROUND = 1 << (PRECISION - 1);
    private static final int CHANNELS = 3;

    private RowwiseResampler() {}

    static Samples resize(Samples source, Sizing sizing) {
        Axis columns = new Axis(source.width(), sizing.width(), sizing.left(), sizing.cropWidth());
        Axis rows = new Axis(source.height(), sizing.height(), sizing.top(), sizing.cropHeight());
        int length = CHANNELS * sizing.cropWidth();
        int[][] narrow = new int[source.height()][];
        for (int y = rows.first[0]; y < rows.end(); y++) {
            narrow[y] = new int[length];
            row(source.data(), y * source.width() * CHANNELS, columns, narrow[y]);
        }
        byte[] out = new byte[length * sizing.cropHeight()];
        int[] sums = new int[length];
        for (int y = 0; y < sizing.cropHeight(); y++) {
            Arrays.fill(sums, ROUND);
            for (int t = 0; t < rows.weights[y].length; t++) {
                add(narrow[rows.first[y] + t], rows.weights[y][t], sums);
            }
            for (int i = 0; i < length; i++) {
                out[y * length + i] = (byte) clamp(sums[i]);
            }
        }
        return new Samples(sizing.cropWidth(), sizing.cropHeight(), CHANNELS, out);
    }

    private static void row(byte[] in, int from, Axis columns, int[] out) {
        for (int x = 0; x < columns.first.length; x++) {
            int[] weights = columns.weights[x];
            int start = from + CHANNELS * columns.first[x];
            int red = ROUND;
            int green = ROUND;
            int blue = ROUND;
            for (int t = 0; t < weights.length; t++) {
                red += weights[t] * (in[start + CHANNELS * t] & 0xFF);
                green += weights[t] * (in[start + CHANNELS * t + 1] & 0xFF);
                blue += weights[t] * (in[start + CHANNELS * t + 2] & 0xFF);
            }
            out[CHANNELS * x] = clamp(red);
            out[CHANNELS * x + 1] = clamp(green);
            out[CHANNELS * x + 2] = clamp(blue);
        }
    }

    private static void add(int[] row, int weight, int[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += weight * row[i];
        }
    }

    private static int clamp(int sum) {
        return Math.max(0, Math.min(255, sum >> PRECISION));
    }

    /** First input and weights of each output along one axis that shrinks. */
    private static final class Axis {
        private final int[] first;
        private final int[][] weights;

        Axis(int in, int out, int from, int count) {
            double scale = (double) in / out;
            double support = 2 * scale;
            first = new int[count];
            weights = new int[count][];
            for (int i = 0; i < count; i++) {
                double centre = (from + i + 0.5) * scale;
                first[i] = Math.max((int) (centre - support + 0.5), 0);
                weights[i] = new int[Math.min((int) (centre + support + 0.5), in) - first[i]];
                fill(weights[i], first[i] - centre + 0.5, 1 / scale);
            }
        }

        int end() {
            int last = first.length - 1;
            return first[last] + weights[last].length;
        }

        private static void fill(int[] weights, double offset, double inverseScale) {
            double sum = 0;
            for (int t = 0; t < weights.length; t++) {
                sum += cubic(Math.abs((t + offset) * inverseScale));
            }
            for (int t = 0; t < weights.length; t++) {
                weights[t] = (int) Math.round(cubic(Math.abs((t + offset) * inverseScale)) / sum * (1 << PRECISION));
            }
        }

        private static double cubic(double x) {
            if (x < 1) {
                return (1.5 * x - 2.5) * x * x + 1;
            }
            return x < 2 ? (((x - 5) * x + 8) * x - 4) * -0.5 : 0;
        }
    }
}
