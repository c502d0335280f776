package org.panderm4j.data.image;

import java.io.IOException;

/** JPEG: grey and colour through OpenCV, inks from the coded samples. */
final class JpegPicture {
    private JpegPicture() {}

    static Picture decode(Encoded file, JpegStructure structure, DecodeBuffer buffer) throws IOException {
        Frame frame = structure.frame();
        if (structure.components() == 4) {
            byte[] coded = ImageIoRaster.raw(file, "jpeg");
            byte[] inks = structure.ycck() ? fromYcck(coded) : inverted(coded);
            return Picture.of(Mode.CMYK, frame.width(), frame.height(), inks);
        }
        boolean grey = structure.components() == 1;
        OpenCv.Raster raster = grey ? OpenCv.decode(file, buffer) : OpenCv.decodeRgb(file, buffer);
        Mode mode = grey ? Mode.L : Mode.RGB;
        return Picture.of(mode, raster.width(), raster.height(), raster.bytes());
    }

    /** Files of four components hold inverted inks: Adobe's habit, which Pillow takes for granted. */
    private static byte[] inverted(byte[] coded) {
        byte[] inks = new byte[coded.length];
        for (int i = 0; i < inks.length; i++) {
            inks[i] = (byte) ~coded[i];
        }
        return inks;
    }

    /**
     * Luma and chroma to inks by libjpeg's 16-bit fixed-point formulas. The two inversions, of YCCK against RGB and of
     * Adobe's inks, cancel for the colours; black is inverted once.
     */
    private static byte[] fromYcck(byte[] ycck) {
        byte[] inks = new byte[ycck.length];
        for (int i = 0; i < inks.length; i += 4) {
            int luma = ycck[i] & 0xFF;
            int blue = (ycck[i + 1] & 0xFF) - 128;
            int red = (ycck[i + 2] & 0xFF) - 128;
            inks[i] = clamp(luma + ((91881 * red + 32768) >> 16));
            inks[i + 1] = clamp(luma + ((-22554 * blue - 46802 * red + 32768) >> 16));
            inks[i + 2] = clamp(luma + ((116130 * blue + 32768) >> 16));
            inks[i + 3] = (byte) ~ycck[i + 3];
        }
        return inks;
    }

    private static byte clamp(int value) {
        return (byte) Math.max(0, Math.min(255, value));
    }
}
