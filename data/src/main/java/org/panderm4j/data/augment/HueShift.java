package org.panderm4j.data.augment;

/**
 * Turns the hue of 8-bit pixels, through Pillow's HSV of 8 bits a channel: there and back alone moves colours by a few levels, as it does
 * in the reference.
 *
 * <p>Which steps are float32 and which float64 decides single levels, and is as there.
 */
final class HueShift {
    private HueShift() {}

    /**
     * Turns all colours.
     *
     * @param turns of the circle, -0.5 to 0.5
     */
    static void apply(byte[] rgb, double turns) {
        int shift = (int) (turns * 255);
        for (int i = 0; i < rgb.length; i += 3) {
            int r = rgb[i] & 0xFF;
            int g = rgb[i + 1] & 0xFF;
            int b = rgb[i + 2] & 0xFF;
            int value = Math.max(r, Math.max(g, b));
            int spread = value - Math.min(r, Math.min(g, b));
            // Grey has no hue, and is the same on the way back.
            if (spread > 0) {
                int saturation = (int) ((float) spread / value * 255.0);
                int hue = (hue(r, g, b, value, spread) + shift) & 0xFF;
                int color = color(hue, saturation, value);
                rgb[i] = (byte) (color >> 16);
                rgb[i + 1] = (byte) (color >> 8);
                rgb[i + 2] = (byte) color;
            }
        }
    }

    /** 0 to 255: red, yellow, green, cyan, blue, purple and back. */
    private static int hue(int r, int g, int b, int value, int spread) {
        float fromRed = (float) (value - r) / spread;
        float fromGreen = (float) (value - g) / spread;
        float fromBlue = (float) (value - b) / spread;
        float sixths;
        if (r == value) {
            sixths = fromBlue - fromGreen;
        } else if (g == value) {
            sixths = (float) (2.0 + fromRed - fromBlue);
        } else {
            sixths = (float) (4.0 + fromGreen - fromRed);
        }
        float turns = (float) ((sixths / 6.0 + 1.0) % 1.0);
        return (int) (turns * 255.0);
    }

    private static int color(int hue, int saturation, int value) {
        if (saturation == 0) {
            return packed(value, value, value);
        }
        double place = hue * 6.0 / 255.0;
        int sector = (int) place;
        float rest = (float) (place - sector);
        float part = (float) (saturation / 255.0);
        int low = (int) Math.round(value * (1.0 - part));
        int falling = (int) Math.round(value * (1.0 - part * rest));
        int rising = (int) Math.round(value * (1.0 - part * (1.0 - rest)));
        return switch (sector % 6) {
            case 0 -> packed(value, rising, low);
            case 1 -> packed(falling, value, low);
            case 2 -> packed(low, value, rising);
            case 3 -> packed(low, falling, value);
            case 4 -> packed(rising, low, value);
            default -> packed(value, low, falling);
        };
    }

    private static int packed(int r, int g, int b) {
        return r << 16 | g << 8 | b;
    }
}
