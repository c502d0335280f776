package org.panderm4j.data.resample;

/**
 * Resizes 8-bit samples exactly as Pillow does, computing only the rows and columns that the wanted part needs.
 *
 * <p>Two passes, horizontal first, each only if that axis changes. A picture that already has the wanted size is cropped
 * and otherwise left alone, its alpha too.
 *
 * <p>Both passes add up whole lines. For the horizontal one the picture is turned so that its columns are lines, a strip of rows at a
 * time, and its result is turned back; pixels are packed into ints for that.
 */
public final class Resampler {
    /** Rows whose columns are resampled together: long enough for vectors, few enough for the second-level cache. */
    private static final int STRIP = 256;
    /** Ints of one channel in a horizontal window; only pictures shrunk a thousandfold need shorter strips to fit. */
    private static final int WINDOW = 1 << 20;
    /** Output columns that are turned back together: as many ints as half a cache line holds. */
    private static final int BLOCK = 8;

    private final Samples source;
    private final boolean alpha;
    private final Sizing sizing;
    private final Filter filter;
    private final Scratch scratch;
    private final int channels;

    private Resampler(Samples source, boolean alpha, Sizing sizing, Filter filter, Scratch scratch) {
        this.source = source;
        this.alpha = alpha;
        this.sizing = sizing;
        this.filter = filter;
        this.scratch = scratch;
        this.channels = source.channels();
    }

    /**
     * Resizes and crops.
     *
     * @param alpha whether the last channel is alpha, by which the others are weighted
     * @return {@code sizing.cropHeight() x sizing.cropWidth()} pixels of the source's channels, in an array of their own
     */
    public static Samples resize(Samples source, boolean alpha, Sizing sizing, Filter filter, Scratch scratch) {
        byte[] data;
        if (filter == Filter.NEAREST) {
            data = Nearest.resize(source, sizing);
        } else {
            boolean same = source.width() == sizing.width() && source.height() == sizing.height();
            data = new Resampler(source, alpha && !same, sizing, filter, scratch).resample();
        }
        return new Samples(sizing.cropWidth(), sizing.cropHeight(), source.channels(), data);
    }

    private byte[] resample() {
        int length = Math.multiplyExact(sizing.cropWidth(), channels);
        byte[] out = new byte[Math.multiplyExact(length, sizing.cropHeight())];
        if (source.height() == sizing.height()) {
            int[][] rows = narrow(sizing.top(), sizing.cropHeight());
            for (int y = 0; y < sizing.cropHeight(); y++) {
                PackedPixels.write(rows[y], sizing.cropWidth(), channels, out, y * length);
            }
        } else {
            shorten(CoefficientCache.rows(source.height(), sizing, filter), length, out);
        }
        if (alpha) {
            Alpha.divide(out, channels);
        }
        return out;
    }

    /** Both passes; the vertical one follows the rows as far as each output needs them. */
    private void shorten(Coefficients vertical, int length, byte[] out) {
        int first = vertical.first(0);
        int[][] rows = narrow(first, vertical.end() - first);
        Window window = scratch.rows(vertical, channels, sizing.cropWidth());
        int[] line = scratch.line(sizing.cropWidth());
        int next = first;
        for (int y = 0; y < sizing.cropHeight(); y++) {
            for (int end = vertical.first(y) + vertical.taps(y); next < end; next++) {
                window.put(next, rows[next - first]);
            }
            window.sum(y, line);
            PackedPixels.write(line, sizing.cropWidth(), channels, out, y * length);
        }
    }

    /** The wanted columns of some source rows, as rows of packed pixels. */
    private int[][] narrow(int firstRow, int count) {
        if ((long) sizing.cropWidth() * count > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("expected a picture of fewer rows, found " + source.height() + " x "
                    + source.width() + "; crop it to less extreme proportions");
        }
        int[][] rows = scratch.image(count, sizing.cropWidth());
        if (source.width() == sizing.width()) {
            for (int y = 0; y < count; y++) {
                read(firstRow + y, sizing.left(), channels, sizing.cropWidth(), rows[y]);
            }
            return rows;
        }
        Coefficients horizontal = CoefficientCache.columns(source.width(), sizing, filter);
        int strip = Math.min(STRIP, Math.max(1, WINDOW / Window.slots(horizontal.stride())));
        for (int y = 0; y < count; y += strip) {
            narrow(horizontal, firstRow + y, Math.min(strip, count - y), rows, y);
        }
        return rows;
    }

    /** The horizontal pass over {@code count} source rows from {@code row} on, to {@code rows[to]} and on. */
    private void narrow(Coefficients horizontal, int row, int count, int[][] rows, int to) {
        Window window = scratch.columns(horizontal, channels, count);
        int[] line = scratch.line(count);
        int[][] block = scratch.block(BLOCK, count);
        int stride = source.width() * channels;
        int next = horizontal.first(0);
        for (int x = 0; x < sizing.cropWidth(); x++) {
            for (int end = horizontal.first(x) + horizontal.taps(x); next < end; next++) {
                read(row, next, stride, count, line);
                window.put(next, line);
            }
            int filled = x % BLOCK + 1;
            window.sum(x, block[filled - 1]);
            if (filled == BLOCK || x == sizing.cropWidth() - 1) {
                PackedPixels.transpose(block, filled, count, rows, to, x - filled + 1);
            }
        }
    }

    /** Pixels of a row ({@code step} is the channels) or of a column (it is a row's length). */
    private void read(int row, int column, int step, int count, int[] line) {
        int at = (row * source.width() + column) * channels;
        PackedPixels.read(source.data(), at, step, count, line);
        if (alpha) {
            Alpha.premultiply(line, count, channels);
        }
    }
}
