package org.panderm4j.data.augment;

/** Brightness, contrast and saturation of 8-bit pixels: each a way from a duller picture through the given one and beyond. */
final class ColorBlend {
    private static final int LEVELS = 256;

    private ColorBlend() {}

    /** From black. */
    static void brightness(byte[] rgb, float factor) {
        from(0, rgb, factor);
    }

    /** From the mean of its grey values. */
    static void contrast(byte[] rgb, float factor) {
        long sum = 0;
        for (int i = 0; i < rgb.length; i += 3) {
            sum += grey(rgb, i);
        }
        from((int) (sum / (rgb.length / 3.0) + 0.5), rgb, factor);
    }

    /** From its own grey. */
    static void saturation(byte[] rgb, float factor) {
        for (int i = 0; i < rgb.length; i += 3) {
            int grey = grey(rgb, i);
            for (int c = i; c < i + 3; c++) {
                rgb[c] = (byte) blend(grey, rgb[c] & 0xFF, factor);
            }
        }
    }

    /** All the way to its own grey. */
    static void toGrey(byte[] rgb) {
        saturation(rgb, 0);
    }

    private static void from(int level, byte[] rgb, float factor) {
        byte[] table = new byte[LEVELS];
        for (int value = 0; value < LEVELS; value++) {
            table[value] = (byte) blend(level, value, factor);
        }
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = table[rgb[i] & 0xFF];
        }
    }

    /** In float32, cut to a whole number, not rounded: that is what Pillow does. */
    private static int blend(int from, int to, float factor) {
        return (int) Math.max(0, Math.min(255, from + factor * (to - from)));
    }

    /** The luma of ITU-R BT.601 in 16-bit fixed point. */
    private static int grey(byte[] rgb, int at) {
        int weighted = 19595 * (rgb[at] & 0xFF) + 38470 * (rgb[at + 1] & 0xFF) + 7471 * (rgb[at + 2] & 0xFF);
        return (weighted + (1 << 15)) >> 16;
    }
}
