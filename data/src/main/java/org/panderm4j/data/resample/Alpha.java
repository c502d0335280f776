package org.panderm4j.data.resample;

/** Colour times alpha before a resize, colour divided by alpha after it; alpha is the last channel. */
final class Alpha {
    private Alpha() {}

    /** Writes {@code count} pixels from {@code in[offset]} on to {@code out}, every colour multiplied by alpha / 255. */
    static void premultiply(byte[] in, int offset, int count, int channels, byte[] out) {
        int colours = channels - 1;
        for (int i = 0; i < count * channels; i += channels) {
            int alpha = in[offset + i + colours] & 0xFF;
            for (int c = 0; c < colours; c++) {
                out[i + c] = (byte) multiply(in[offset + i + c] & 0xFF, alpha);
            }
            out[i + colours] = (byte) alpha;
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
