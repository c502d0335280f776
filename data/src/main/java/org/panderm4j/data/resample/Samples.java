package org.panderm4j.data.resample;

/**
 * Interleaved 8-bit samples, row by row: {@code data[(y * width + x) * channels + c]}.
 *
 * <p>The array is shared, not copied; whoever hands one over stops writing to it.
 *
 * @param channels 1 to 4
 */
public record Samples(int width, int height, int channels, byte[] data) {
    public Samples {
        if (width < 1 || height < 1 || channels < 1 || channels > 4) {
            throw new IllegalArgumentException(
                    "expected a positive size and 1 to 4 channels, found " + width + " x " + height + " x " + channels);
        }
        if ((long) width * height * channels != data.length) {
            throw new IllegalArgumentException("expected " + (long) width * height * channels + " samples for " + width
                    + " x " + height + " x " + channels + ", found " + data.length);
        }
    }
}
