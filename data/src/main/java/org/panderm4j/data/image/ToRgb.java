package org.panderm4j.data.image;

/** Samples of one mode to interleaved RGB, by Pillow's formulas. */
final class ToRgb {
    private ToRgb() {}

    /** The first of {@code channels} samples of each pixel, three times. */
    static byte[] grey(byte[] samples, int channels) {
        byte[] rgb = new byte[samples.length / channels * 3];
        for (int from = 0, to = 0; to < rgb.length; from += channels, to += 3) {
            byte value = samples[from];
            rgb[to] = value;
            rgb[to + 1] = value;
            rgb[to + 2] = value;
        }
        return rgb;
    }

    static byte[] withoutAlpha(byte[] rgba) {
        byte[] rgb = new byte[rgba.length / 4 * 3];
        for (int from = 0, to = 0; to < rgb.length; from += 4, to += 3) {
            rgb[to] = rgba[from];
            rgb[to + 1] = rgba[from + 1];
            rgb[to + 2] = rgba[from + 2];
        }
        return rgb;
    }

    static byte[] lookUp(byte[] indices, byte[] palette) {
        byte[] rgb = new byte[indices.length * 3];
        for (int i = 0, to = 0; to < rgb.length; i++, to += 3) {
            int from = 3 * (indices[i] & 0xFF);
            rgb[to] = palette[from];
            rgb[to + 1] = palette[from + 1];
            rgb[to + 2] = palette[from + 2];
        }
        return rgb;
    }

    /** Anything but 0 is white. */
    static byte[] bilevel(byte[] samples) {
        byte[] grey = new byte[samples.length];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = (byte) (samples[i] != 0 ? 255 : 0);
        }
        return grey(grey, 1);
    }

    /** Each ink darkens what black leaves: 255 - K - C * (255 - K) / 255. */
    static byte[] inks(byte[] cmyk) {
        byte[] rgb = new byte[cmyk.length / 4 * 3];
        for (int from = 0, to = 0; to < rgb.length; from += 4, to += 3) {
            int light = 255 - (cmyk[from + 3] & 0xFF);
            for (int c = 0; c < 3; c++) {
                int t = (cmyk[from + c] & 0xFF) * light + 128;
                rgb[to + c] = (byte) Math.max(0, Math.min(255, light - (((t >> 8) + t) >> 8)));
            }
        }
        return rgb;
    }

    /** Values outside of 0..255 saturate. */
    static byte[] clamped(int[] values) {
        byte[] grey = new byte[values.length];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = (byte) Math.max(0, Math.min(255, values[i]));
        }
        return grey(grey, 1);
    }
}
