package org.panderm4j.data.resample;

/**
 * Resizes 8-bit samples exactly as Pillow does, computing only the rows and columns that the wanted part needs.
 *
 * <p>Two passes, horizontal first, each only if that axis changes. A picture that already has the wanted size is cropped
 * and otherwise left alone, its alpha too.
 */
public final class Resampler {
    private final Samples source;
    private final boolean alpha;
    private final Sizing sizing;
    private final Filter filter;
    private final Scratch scratch;
    private final int rowLength;

    private Resampler(Samples source, boolean alpha, Sizing sizing, Filter filter, Scratch scratch) {
        this.source = source;
        this.alpha = alpha;
        this.sizing = sizing;
        this.filter = filter;
        this.scratch = scratch;
        this.rowLength = sizing.cropWidth() * source.channels();
    }

    /**
     * Resizes and crops.
     *
     * @param alpha whether the last channel is alpha, by which the others are weighted
     * @return {@code sizing.cropHeight() x sizing.cropWidth()} pixels of the source's channels
     */
    public static Samples resize(Samples source, boolean alpha, Sizing sizing, Filter filter, Scratch scratch) {
        byte[] data;
        if (filter == Filter.NEAREST) {
            data = Nearest.resize(source, sizing);
        } else if (source.width() == sizing.width() && source.height() == sizing.height()) {
            data = new Resampler(source, false, sizing, filter, scratch).resample();
        } else {
            data = new Resampler(source, alpha, sizing, filter, scratch).resample();
        }
        return new Samples(sizing.cropWidth(), sizing.cropHeight(), source.channels(), data);
    }

    private byte[] resample() {
        byte[] out = new byte[Math.multiplyExact(rowLength, sizing.cropHeight())];
        if (source.height() == sizing.height()) {
            int[][] rows = narrow(sizing.top(), sizing.cropHeight());
            for (int i = 0; i < out.length; i++) {
                out[i] = (byte) rows[i / rowLength][i % rowLength];
            }
        } else {
            shorten(CoefficientCache.rows(source.height(), sizing, filter), out);
        }
        if (alpha) {
            Alpha.divide(out, source.channels());
        }
        return out;
    }

    private void shorten(Coefficients vertical, byte[] out) {
        int last = sizing.cropHeight() - 1;
        int firstRow = vertical.first(0);
        int[][] rows = narrow(firstRow, vertical.first(last) + vertical.taps(last) - firstRow);
        int[] sums = scratch.sums(rowLength);
        for (int y = 0; y < sizing.cropHeight(); y++) {
            VerticalPass.apply(vertical, y, rows, firstRow, rowLength, sums, out, y * rowLength);
        }
    }

    /** The horizontal pass over some source rows; the wanted columns of each, as values 0..255. */
    private int[][] narrow(int firstRow, int count) {
        int stride = source.width() * source.channels();
        if ((long) rowLength * count > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("expected a picture of fewer rows, found " + source.height() + " x "
                    + source.width() + "; crop it to less extreme proportions");
        }
        int[][] rows = scratch.rows(count, rowLength);
        boolean same = source.width() == sizing.width();
        HorizontalPass pass = same
                ? null
                : new HorizontalPass(
                        CoefficientCache.columns(source.width(), sizing, filter),
                        source.channels(),
                        sizing.cropWidth());
        byte[] line = alpha ? scratch.line(stride) : source.data();
        for (int y = 0; y < count; y++) {
            int offset = (firstRow + y) * stride;
            if (alpha) {
                Alpha.premultiply(source.data(), offset, source.width(), source.channels(), line);
                offset = 0;
            }
            if (pass == null) {
                widen(line, offset + sizing.left() * source.channels(), rows[y]);
            } else {
                pass.apply(line, offset, rows[y]);
            }
        }
        return rows;
    }

    private void widen(byte[] in, int from, int[] out) {
        for (int i = 0; i < rowLength; i++) {
            out[i] = in[from + i] & 0xFF;
        }
    }
}
