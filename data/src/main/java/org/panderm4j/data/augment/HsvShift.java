package org.panderm4j.data.augment;

import org.panderm4j.data.image.Pixels;
import org.panderm4j.data.transform.ChannelOrder;

/**
 * Turns hues and changes saturation through OpenCV's HSV of 8 bits, where a hue is 0 to 179, and back.
 *
 * <p>OpenCV itself is of no use here: it works on as many pixels at once as the processor's vectors have bytes and rounds down there, and
 * works on the rest of a row singly and rounds to the nearest, so that single levels depend on the machine. This is its result with
 * vectors of 64 bytes, on which the reference's numbers were recorded, the same everywhere.
 *
 * @param hue added to the hue, which begins anew after 180
 * @param saturation added to the saturation, which stays within 0 to 255
 */
record HsvShift(double hue, double saturation) {
    private static final int LEVELS = 256;
    private static final int HUES = 180;
    private static final int SIXTHS = 6;
    private static final int VECTOR = 64;
    /** Bits behind the point of the fixed-point quotients, and a half. */
    private static final int BITS = 12;

    private static final int HALF = 1 << (BITS - 1);
    private static final int[] SATURATIONS = quotients(255 << BITS);
    private static final int[] TURNS = quotients((HUES << BITS) / SIXTHS);

    private static int[] quotients(int dividend) {
        int[] quotients = new int[LEVELS];
        for (int i = 1; i < LEVELS; i++) {
            quotients[i] = (int) Math.rint(dividend / (double) i);
        }
        return quotients;
    }

    /**
     * The changed pixels.
     *
     * @param order whether the arithmetic sees red first, or takes blue for red as the reference does
     */
    Pixels of(Pixels pixels, ChannelOrder order) {
        byte[] from = pixels.rgb();
        byte[] to = new byte[from.length];
        int red = order == ChannelOrder.RGB ? 0 : 2;
        int inVectors = pixels.width() / VECTOR * VECTOR;
        for (int i = 0, x = 0; i < from.length; i += 3, x = x + 1 == pixels.width() ? 0 : x + 1) {
            int r = from[i + red] & 0xFF;
            int g = from[i + 1] & 0xFF;
            int b = from[i + 2 - red] & 0xFF;
            int value = Math.max(r, Math.max(g, b));
            int spread = value - Math.min(r, Math.min(g, b));
            int changed = color(
                    turned(hue(r, g, b, value, spread)),
                    saturated((spread * SATURATIONS[value] + HALF) >> BITS),
                    value,
                    x < inVectors);
            to[i + red] = (byte) (changed >> 16);
            to[i + 1] = (byte) (changed >> 8);
            to[i + 2 - red] = (byte) changed;
        }
        return new Pixels(pixels.width(), pixels.height(), to);
    }

    /** 0 to 179: red, yellow, green, cyan, blue, purple and back. */
    private static int hue(int r, int g, int b, int value, int spread) {
        int place;
        if (value == r) {
            place = g - b;
        } else if (value == g) {
            place = b - r + 2 * spread;
        } else {
            place = r - g + 4 * spread;
        }
        int level = (place * TURNS[spread] + HALF) >> BITS;
        return level < 0 ? level + HUES : level;
    }

    private int turned(int level) {
        double turned = (level + hue) % HUES;
        return (int) (turned < 0 ? turned + HUES : turned);
    }

    private int saturated(int level) {
        return (int) Math.min(Math.max(level + saturation, 0), LEVELS - 1);
    }

    private static int color(int hue, int saturation, int value, boolean isVector) {
        float v = value * (1f / 255);
        float s = saturation * (1f / 255);
        float sixths = hue * (6f / HUES);
        int sector = (int) sixths;
        float rest = sixths - sector;
        int top = level(v, isVector);
        int low = level(v * (1f - s), isVector);
        int falling = level(v * rounded(s, rest, isVector), isVector);
        int rising = level(v * rounded(s, 1f - rest, isVector), isVector);
        return switch (sector % SIXTHS) {
            case 0 -> packed(top, rising, low);
            case 1 -> packed(falling, top, low);
            case 2 -> packed(low, top, rising);
            case 3 -> packed(low, falling, top);
            case 4 -> packed(rising, low, top);
            default -> packed(top, low, falling);
        };
    }

    /** 1 - s * part, in vectors rounded once. */
    private static float rounded(float s, float part, boolean isVector) {
        return isVector ? Math.fma(-s, part, 1f) : 1f - s * part;
    }

    private static int level(float share, boolean isVector) {
        return isVector ? (int) (share * 255f) : (int) Math.rint(share * 255f);
    }

    private static int packed(int r, int g, int b) {
        return r << 16 | g << 8 | b;
    }
}
