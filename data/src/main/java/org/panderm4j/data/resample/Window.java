package org.panderm4j.data.resample;

import java.util.Arrays;

/**
 * Resamples along one axis: an output line is a weighted sum of whole input lines, which the compiler turns into vector code. A line
 * is a column of the picture in the horizontal pass and a row in the vertical one, so that both are this one.
 *
 * <p>Only the last inputs are kept, one array a channel and line, as many as one output can need. The compiler vectorises loops over
 * whole arrays only, not over parts of a larger one; and it does so up to about {@link Coefficients#GROUP} arrays at a time.
 */
final class Window {
    private static final int ROUND = 1 << (Coefficients.PRECISION - 1);

    private final int[][][] lines;
    private final int[] sums;
    private final int mask;
    private Coefficients coefficients;
    private int channels;
    private int length;

    /**
     * @param channels most that will be asked for
     * @param taps likewise
     * @param length likewise, of a line
     */
    Window(int channels, int taps, int length) {
        int slots = slots(taps);
        lines = new int[channels][slots][length];
        sums = new int[length];
        mask = slots - 1;
    }

    /** Lines kept: a power of two, so that a line's slot is found by a mask. */
    static int slots(int taps) {
        return Integer.highestOneBit(Math.max(taps, 2) - 1) << 1;
    }

    boolean holds(int wantedChannels, int taps, int wantedLength) {
        return wantedChannels <= lines.length && taps <= mask + 1 && wantedLength <= sums.length;
    }

    /** Begins anew, with lines of {@code newLength} pixels of {@code newChannels} channels. */
    void reset(Coefficients newCoefficients, int newChannels, int newLength) {
        coefficients = newCoefficients;
        channels = newChannels;
        length = newLength;
    }

    /** Takes input line {@code index}; called with rising indices. */
    void put(int index, int[] pixels) {
        for (int c = 0; c < channels; c++) {
            PackedPixels.channel(pixels, 8 * c, length, lines[c][index & mask]);
        }
    }

    /** Writes output line {@code output}, whose inputs have all been put. */
    void sum(int output, int[] pixels) {
        Arrays.fill(pixels, 0, length, 0);
        for (int c = 0; c < channels; c++) {
            Arrays.fill(sums, 0, length, ROUND);
            // Weights behind the taps are 0, so it is of no importance which lines they are given.
            for (int t = 0; t < coefficients.taps(output); t += Coefficients.GROUP) {
                add(lines[c], coefficients.first(output) + t, output * coefficients.stride() + t);
            }
            clamp(sums, 8 * c, length, pixels);
        }
    }

    private void add(int[][] plane, int line, int weight) {
        int[] weights = coefficients.fixed();
        add(
                sums,
                length,
                plane[line & mask],
                weights[weight],
                plane[(line + 1) & mask],
                weights[weight + 1],
                plane[(line + 2) & mask],
                weights[weight + 2],
                plane[(line + 3) & mask],
                weights[weight + 3]);
    }

    private static void add(
            int[] sums, int length, int[] a, int wa, int[] b, int wb, int[] c, int wc, int[] d, int wd) {
        for (int i = 0; i < length; i++) {
            sums[i] += wa * a[i] + wb * b[i] + wc * c[i] + wd * d[i];
        }
    }

    /** Back from fixed point, clamped to 0..255, into one channel of the pixels. */
    private static void clamp(int[] sums, int shift, int length, int[] pixels) {
        for (int i = 0; i < length; i++) {
            int value = sums[i] >> Coefficients.PRECISION;
            // By signs: the compiler of Java 17 makes conditional moves of Math.min and Math.max, and no vectors of
            // those.
            int saturated = (value | ((255 - value) >> 31)) & ~(value >> 31) & 0xFF;
            pixels[i] |= saturated << shift;
        }
    }
}
