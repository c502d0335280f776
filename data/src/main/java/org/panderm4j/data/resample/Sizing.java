package org.panderm4j.data.resample;

/**
 * The size a picture is resized to, and the part of the result that is wanted.
 *
 * @param width of the whole resized picture
 * @param height of the whole resized picture
 * @param left first wanted column
 * @param top first wanted row
 * @param cropWidth wanted columns
 * @param cropHeight wanted rows
 */
public record Sizing(int width, int height, int left, int top, int cropWidth, int cropHeight) {
    public Sizing {
        boolean inside = left >= 0 && top >= 0 && cropWidth >= 1 && cropHeight >= 1;
        if (!inside || cropWidth > width - left || cropHeight > height - top) {
            throw new IllegalArgumentException("expected a part inside of " + width + " x " + height + ", found "
                    + cropWidth + " x " + cropHeight + " at (" + left + ", " + top + ")");
        }
    }

    /** All of a picture of this size. */
    public static Sizing whole(int width, int height) {
        return new Sizing(width, height, 0, 0, width, height);
    }
}
