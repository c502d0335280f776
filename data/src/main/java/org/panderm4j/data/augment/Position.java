package org.panderm4j.data.augment;

import org.panderm4j.data.image.Pixels;

/**
 * One of the eight ways in which a square can lie.
 *
 * @param mirror left and right change places, first
 * @param flip top and bottom change places, second
 * @param turns quarter turns clockwise, last; 0 to 3
 */
record Position(boolean mirror, boolean flip, int turns) {

    /** The pixels in this position; the same ones if nothing changes. */
    Pixels of(Pixels pixels) {
        if (!mirror && !flip && turns == 0) {
            return pixels;
        }
        boolean aside = turns % 2 == 1;
        int width = aside ? pixels.height() : pixels.width();
        int height = aside ? pixels.width() : pixels.height();
        byte[] moved = new byte[pixels.rgb().length];
        for (int y = 0, to = 0; y < height; y++) {
            for (int x = 0; x < width; x++, to += 3) {
                System.arraycopy(pixels.rgb(), source(x, y, pixels), moved, to, 3);
            }
        }
        return new Pixels(width, height, moved);
    }

    /** Where the pixel that comes to lie at (x, y) was. */
    private int source(int x, int y, Pixels pixels) {
        int right = pixels.width() - 1;
        int bottom = pixels.height() - 1;
        int column = switch (turns) {
            case 0 -> x;
            case 1 -> y;
            case 2 -> right - x;
            default -> right - y;
        };
        int row = switch (turns) {
            case 0 -> y;
            case 1 -> bottom - x;
            case 2 -> bottom - y;
            default -> x;
        };
        return 3 * ((flip ? bottom - row : row) * pixels.width() + (mirror ? right - column : column));
    }
}
