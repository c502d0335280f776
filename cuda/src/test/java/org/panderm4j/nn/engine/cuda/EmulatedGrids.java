package org.panderm4j.nn.engine.cuda;

import java.util.function.LongConsumer;
import org.panderm4j.nn.engine.cuda.Kernel.Grid;

/** Does what the kernels of grids.cu do, thread by thread and name by name. */
final class EmulatedGrids {
    private EmulatedGrids() {}

    /** Every thread that there is work for. */
    private static void each(long pieces, LongConsumer work) {
        EmulatedRows.threads(Grid.over(pieces, 256), i -> {
            if (i < pieces) {
                work.accept(i);
            }
        });
    }

    /**
     * Rows of a convolution, as {@code GridOperations.convolve} asks for them.
     *
     * @param planes whether x is [b, channels, from, from] instead of [b, from, from, channels]
     */
    static float[] columns(float[] x, boolean planes, int rows, int from, int kernel, int step, int channels, int k) {
        int to = from / step;
        long picture = (long) channels * from * from;
        int line = planes ? from : channels * from;
        int place = planes ? 1 : channels;
        int plane = planes ? from * from : 1;
        Written columns = new Written(rows * k);
        each((long) rows * k, i -> {
            int value = (int) (i % k);
            long row = i / k;
            float v = 0;
            if (value < kernel * kernel * channels) {
                int channel = value % channels;
                int across = value / channels % kernel;
                int down = value / (channels * kernel);
                int column = (int) (row % to) * step + across - kernel / 2;
                int above = (int) (row / to % to) * step + down - kernel / 2;
                if (column >= 0 && column < from && above >= 0 && above < from) {
                    v = x[
                            (int) (row / ((long) to * to) * picture
                                    + (long) above * line
                                    + (long) column * place
                                    + (long) channel * plane)];
                }
            }
            columns.put(i, v);
        });
        return columns.values();
    }

    static float[] largest(float[] x, int places, int from, int channels) {
        Written y = new Written(places * channels);
        each((long) places * channels, i -> {
            int to = from / 2;
            int channel = (int) (i % channels);
            long place = i / channels;
            int column = (int) (place % to) * 2;
            int above = (int) (place / to % to) * 2;
            long picture = place / ((long) to * to) * from * from * channels + channel;
            float most = Float.NEGATIVE_INFINITY;
            for (int dy = -1; dy <= 1; dy++) {
                for (int dx = -1; dx <= 1; dx++) {
                    int yy = above + dy;
                    int xx = column + dx;
                    if (yy >= 0 && yy < from && xx >= 0 && xx < from) {
                        most = Math.max(most, x[(int) (picture + ((long) yy * from + xx) * channels)]);
                    }
                }
            }
            y.put(i, most);
        });
        return y.values();
    }

    static float[] planes(float[] x, int places, int channels) {
        Written y = new Written(x.length);
        each(x.length, i -> {
            int place = (int) (i % places);
            int channel = (int) (i / places % channels);
            long picture = i / ((long) places * channels);
            y.put(i, x[(int) (picture * places + place) * channels + channel]);
        });
        return y.values();
    }

    static float[] join(float[] pictures, float[] texts, byte[] seen, int image, int text, int d) {
        Written x = new Written(seen.length * d);
        each((long) seen.length * d, i -> {
            int n = image + text;
            int at = (int) (i % d);
            long token = i / d;
            long sequence = token / n;
            int place = (int) (token % n);
            float v = place < image
                    ? pictures[(int) (sequence * image + place) * d + at]
                    : texts[(int) (sequence * text + place - image) * d + at];
            x.put(i, seen[(int) token] == 0 ? 0 : v);
        });
        return x.values();
    }

    static float[] placeScores(float[] queries, float[] keys, int n, int heads, int c) {
        Written scores = new Written(heads * n * n);
        each((long) heads * n * n, i -> {
            int key = (int) (i % n);
            int query = (int) (i / n % n);
            int head = (int) (i / ((long) n * n));
            float sum = 0;
            for (int k = 0; k < c; k++) {
                sum += queries[(query * heads + head) * c + k] * keys[(key * heads + head) * c + k];
            }
            scores.put(i, sum);
        });
        return scores.values();
    }

    static float[] distances(float[] scores, float[] table, int[] rows, int n, int heads, int distances) {
        Written added = new Written(heads * n * n);
        each((long) heads * n * n, i -> {
            int head = (int) (i / ((long) n * n));
            added.put(i, scores[(int) i] + table[head * distances + rows[(int) (i % ((long) n * n))]]);
        });
        return added.values();
    }
}
