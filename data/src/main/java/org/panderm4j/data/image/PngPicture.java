package org.panderm4j.data.image;

import java.io.IOException;

/** PNG: palette and one-bit pictures as indices from the JDK's decoder, all others through OpenCV. */
final class PngPicture {
    private PngPicture() {}

    static Picture decode(Encoded file, PngStructure structure, DecodeBuffer buffer) throws IOException {
        if (structure.indexed()) {
            ImageIoRaster.Indices indices = ImageIoRaster.indices(file, "png");
            return Picture.indexed(indices.width(), indices.height(), indices.samples(), structure.palette());
        }
        if (structure.bilevel()) {
            ImageIoRaster.Indices bits = ImageIoRaster.indices(file, "png");
            return Picture.of(Mode.BILEVEL, bits.width(), bits.height(), Bits.toBytes(bits.samples()));
        }
        OpenCv.Raster raster = OpenCv.decode(file, buffer);
        if (structure.mode() == Mode.I) {
            return Picture.wide(raster.width(), raster.height(), Bits.unsigned(raster));
        }
        byte[] samples = Bits.pick(Bits.highBytes(raster), raster.channels(), structure.mode());
        return Picture.of(structure.mode(), raster.width(), raster.height(), samples);
    }
}
