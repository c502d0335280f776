package org.panderm4j.data.image;

import java.io.IOException;
import java.util.Arrays;

/** BMP: indices from the JDK's decoder, colour through OpenCV. */
final class BmpPicture {
    private static final byte[] BLACK_WHITE = {0, 0, 0, -1, -1, -1};

    private BmpPicture() {}

    static Picture decode(Encoded file, BmpStructure structure, DecodeBuffer buffer) throws IOException {
        if (structure.indexed()) {
            return indexed(ImageIoRaster.indices(file, "bmp"));
        }
        OpenCv.Raster raster = OpenCv.decode(file, buffer);
        Mode mode = structure.alpha() && raster.channels() == 4 ? Mode.RGBA : Mode.RGB;
        byte[] samples = Bits.pick(raster.bytes(), raster.channels(), mode);
        return Picture.of(mode, raster.width(), raster.height(), samples);
    }

    /** A palette that says nothing (black and white, or a grey ramp) is dropped, as Pillow does. */
    private static Picture indexed(ImageIoRaster.Indices indices) {
        int width = indices.width();
        int height = indices.height();
        if (Arrays.equals(indices.palette(), BLACK_WHITE)) {
            return Picture.of(Mode.BILEVEL, width, height, Bits.toBytes(indices.samples()));
        }
        return Palette.isGreyRamp(indices.palette())
                ? Picture.of(Mode.L, width, height, indices.samples())
                : Picture.indexed(width, height, indices.samples(), indices.palette());
    }
}
