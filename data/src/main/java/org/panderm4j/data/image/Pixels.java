package org.panderm4j.data.image;

/**
 * An RGB picture, 8 bits a channel: {@code rgb[(y * width + x) * 3 + c]}.
 *
 * <p>The array is shared, not copied; whoever hands one over stops writing to it.
 */
public record Pixels(int width, int height, byte[] rgb) {
    public Pixels {
        if (width < 1 || height < 1 || 3L * width * height != rgb.length) {
            throw new IllegalArgumentException(
                    "expected 3 x width x height bytes, found " + rgb.length + " for " + width + " x " + height);
        }
    }

    /** The same bytes, channel first: (3, height, width). */
    public byte[] channelFirst() {
        int area = width * height;
        byte[] planes = new byte[3 * area];
        for (int i = 0, from = 0; i < area; i++, from += 3) {
            planes[i] = rgb[from];
            planes[area + i] = rgb[from + 1];
            planes[2 * area + i] = rgb[from + 2];
        }
        return planes;
    }
}
