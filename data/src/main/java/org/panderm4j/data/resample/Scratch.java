package org.panderm4j.data.resample;

import java.util.Arrays;

/**
 * Working memory of {@link Resampler}, grown on demand and kept for the next picture.
 *
 * <p>Owned by the caller; one thread at a time.
 */
public final class Scratch {
    private static final Window NOTHING = new Window(0, 0, 0);

    private Window columns = NOTHING;
    private Window rows = NOTHING;
    private int[] line = new int[0];
    private int[][] block = new int[0][];
    private int[][] image = new int[0][];

    /** The window of the horizontal pass, over lines of {@code length} rows. */
    Window columns(Coefficients coefficients, int channels, int length) {
        columns = grown(columns, coefficients, channels, length);
        return columns;
    }

    /** The window of the vertical pass, over lines of {@code length} columns. */
    Window rows(Coefficients coefficients, int channels, int length) {
        rows = grown(rows, coefficients, channels, length);
        return rows;
    }

    private static Window grown(Window found, Coefficients coefficients, int channels, int length) {
        int taps = coefficients.stride();
        Window window = found.holds(channels, taps, length) ? found : new Window(channels, taps, length);
        window.reset(coefficients, channels, length);
        return window;
    }

    /** One line of packed pixels. */
    int[] line(int length) {
        line = line.length < length ? new int[length] : line;
        return line;
    }

    /** A few lines of packed pixels. */
    int[][] block(int count, int length) {
        block = grown(block, count, length);
        return block;
    }

    /** The picture between the two passes, row by row, packed. */
    int[][] image(int count, int length) {
        image = grown(image, count, length);
        return image;
    }

    private static int[][] grown(int[][] found, int count, int length) {
        boolean longEnough = found.length > 0 && found[0].length >= length;
        if (longEnough && found.length >= count) {
            return found;
        }
        int kept = longEnough ? found.length : 0;
        int[][] lines = Arrays.copyOf(found, Math.max(count, kept));
        for (int i = kept; i < lines.length; i++) {
            lines[i] = new int[Math.max(length, kept > 0 ? found[0].length : 0)];
        }
        return lines;
    }
}
