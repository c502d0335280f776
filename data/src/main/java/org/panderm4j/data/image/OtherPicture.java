package org.panderm4j.data.image;

import java.io.IOException;

/** WebP and plain TIFF. */
final class OtherPicture {
    private OtherPicture() {}

    static Picture webp(Encoded file, WebpStructure structure, DecodeBuffer buffer) throws IOException {
        OpenCv.Raster raster = OpenCv.decode(file, buffer);
        Mode mode = raster.channels() == 4 ? Mode.RGBA : Mode.RGB;
        Frame frame = structure.frame();
        return Picture.of(mode, frame.width(), frame.height(), raster.bytes());
    }

    static Picture tiff(Encoded file, TiffStructure structure, DecodeBuffer buffer) throws IOException {
        Frame frame = structure.frame();
        // OpenCV multiplies the colours of a TIFF by its alpha; the JDK leaves them alone.
        byte[] samples = structure.mode() == Mode.RGBA
                ? ImageIoRaster.samples(file, "tiff")
                : OpenCv.decode(file, buffer).bytes();
        return Picture.of(structure.mode(), frame.width(), frame.height(), samples);
    }
}
