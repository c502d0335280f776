package org.panderm4j.data.resample;

/** Colour times alpha before a resize, colour divided by alpha after it; alpha is the last channel. */
final class Alpha {
    private Alpha() {}

    /** Multiplies every colour of the first {@code count} packed pixels by alpha / 255. */
    static void premultiply(int[] pixels, int count, int channels) {
        int top = 8 * (channels - 1);
        for (int i = 0; i < count; i++) {
            int alpha = pixels[i] >>> top & 0xFF;
            int product = alpha << top;
            for (int shift = 0; shift < top; shift += 8) {
                product |= multiply(pixels[i] >>> shift & 0xFF, alpha) << shift;
            }
            pixels[i] = product;
        }
    }

    /** Undoes {@link #premultiply} in place as far as bytes allow. */
    static void divide(byte[] samples, int channels) {
        int colours = channels - 1;
        for (int i = 0; i < samples.length; i += channels) {
            int alpha = samples[i + colours] & 0xFF;
            if (alpha == 0 || alpha == 255) {
                continue;
            }
            for (int c = 0; c < colours; c++) {
                samples[i + c] = (byte) Math.min(255 * (samples[i + c] & 0xFF) / alpha, 255);
            }
        }
    }

    /** a * b / 255, rounded, without a division. */
    private static int multiply(int a, int b) {
        int t = a * b + 128;
        return ((t >> 8) + t) >> 8;
    }
}
