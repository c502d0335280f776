package org.panderm4j.data.image;

import java.util.Arrays;

/** Tables of colours, three bytes each. */
final class Palette {
    private static final int COLOURS = 256;

    private Palette() {}

    /** 256 colours: the given ones, then a grey ramp, which is what Pillow leaves in entries that the file lacks. */
    static byte[] complete(byte[] colours) {
        byte[] all = new byte[3 * COLOURS];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) (i / 3);
        }
        System.arraycopy(colours, 0, all, 0, Math.min(colours.length, all.length) / 3 * 3);
        return all;
    }

    /** Whether entry {@code i} is the grey level {@code i} throughout, so that indices are grey values. */
    static boolean isGreyRamp(byte[] colours) {
        return Arrays.equals(colours, Arrays.copyOf(complete(new byte[0]), colours.length));
    }
}
