package org.panderm4j.data.resample;

/**
 * Resizes the 32-bit integers of Pillow's mode I: the same weights unrounded, each pass rounded half away from zero.
 *
 * <p>Such pictures (16-bit grey) are rare, so this is the plain form. Bicubic overshoot is kept; nothing is clamped.
 */
public final class WideResampler {
    private WideResampler() {}

    /**
     * Resizes and crops {@code values}, one a pixel, row by row.
     *
     * @return {@code sizing.cropHeight() x sizing.cropWidth()} values
     */
    public static int[] resize(int[] values, int width, int height, Sizing sizing, Filter filter) {
        if ((long) width * height != values.length) {
            throw new IllegalArgumentException("expected " + (long) width * height + " values, found " + values.length);
        }
        if (filter == Filter.NEAREST) {
            throw new IllegalArgumentException("expected bilinear or bicubic for a 16-bit grey picture, found nearest");
        }
        int[] narrowed = horizontal(values, width, height, sizing, filter);
        return vertical(narrowed, height, sizing, filter);
    }

    /** All source rows, the wanted columns. */
    private static int[] horizontal(int[] values, int width, int height, Sizing sizing, Filter filter) {
        int columns = sizing.cropWidth();
        int[] out = new int[Math.multiplyExact(columns, height)];
        if (width == sizing.width()) {
            for (int y = 0; y < height; y++) {
                System.arraycopy(values, y * width + sizing.left(), out, y * columns, columns);
            }
            return out;
        }
        Coefficients c = CoefficientCache.columns(width, sizing, filter);
        for (int i = 0; i < out.length; i++) {
            int x = i % columns;
            out[i] = sum(values, i / columns * width + c.first(x), 1, c, x);
        }
        return out;
    }

    private static int[] vertical(int[] values, int height, Sizing sizing, Filter filter) {
        int width = sizing.cropWidth();
        int[] out = new int[width * sizing.cropHeight()];
        if (height == sizing.height()) {
            System.arraycopy(values, sizing.top() * width, out, 0, out.length);
            return out;
        }
        Coefficients c = CoefficientCache.rows(height, sizing, filter);
        for (int i = 0; i < out.length; i++) {
            int y = i / width;
            out[i] = sum(values, c.first(y) * width + i % width, width, c, y);
        }
        return out;
    }

    private static int sum(int[] values, int start, int step, Coefficients c, int output) {
        double sum = 0;
        for (int t = 0; t < c.taps(output); t++) {
            sum += values[start + t * step] * c.exact()[output * c.stride() + t];
        }
        return (int) (sum >= 0 ? Math.floor(sum + 0.5) : -Math.floor(Math.abs(sum) + 0.5));
    }
}
