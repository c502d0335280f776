package org.panderm4j.data.image;

import java.io.IOException;
import java.util.Arrays;

/** GIF: the first frame on its screen. */
final class GifPicture {
    private GifPicture() {}

    static Picture decode(Encoded file, GifStructure structure) throws IOException {
        ImageIoRaster.Indices indices = ImageIoRaster.indices(file, "gif");
        int width = structure.frame().width();
        int height = structure.frame().height();
        byte[] screen = indices.samples();
        if (indices.width() != width || indices.height() != height) {
            screen = new byte[width * height];
            Arrays.fill(screen, (byte) structure.background());
            for (int y = 0; y < indices.height(); y++) {
                int to = (structure.top() + y) * width + structure.left();
                System.arraycopy(indices.samples(), y * indices.width(), screen, to, indices.width());
            }
        }
        return Palette.isGreyRamp(structure.palette())
                ? Picture.of(Mode.L, width, height, screen)
                : Picture.indexed(width, height, screen, structure.palette());
    }
}
