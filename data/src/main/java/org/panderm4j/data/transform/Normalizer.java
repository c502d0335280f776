package org.panderm4j.data.transform;

import java.util.List;

/** (byte / 255 - mean) / std in float32 with float32 statistics; one table of 256 values a channel. */
final class Normalizer {
    private static final int LEVELS = 256;

    private final float[][] tables = new float[3][LEVELS];

    Normalizer(List<Double> mean, List<Double> std) {
        for (int c = 0; c < 3; c++) {
            float m = mean.get(c).floatValue();
            float s = std.get(c).floatValue();
            for (int v = 0; v < LEVELS; v++) {
                tables[c][v] = (v / 255f - m) / s;
            }
        }
    }

    /** Interleaved bytes to channel-first values at {@code out[at]} and on. */
    void apply(byte[] rgb, float[] out, int at) {
        int area = rgb.length / 3;
        for (int c = 0; c < 3; c++) {
            float[] table = tables[c];
            for (int i = 0, from = c; i < area; i++, from += 3) {
                out[at + c * area + i] = table[rgb[from] & 0xFF];
            }
        }
    }
}
