package org.panderm4j.data.image;

import java.io.IOException;

/**
 * Header of a BMP file, whose pixel data is complete.
 *
 * @param bits bits a pixel
 * @param alpha whether a 32-bit file declares an alpha mask
 */
record BmpStructure(Frame frame, int bits, boolean alpha) {
    private static final int OLD_HEADER = 12;
    private static final int UNCOMPRESSED = 0;
    private static final int RUN_LENGTH_8 = 1;
    private static final int RUN_LENGTH_4 = 2;
    private static final int BIT_FIELDS = 3;

    static BmpStructure parse(Encoded file) throws IOException {
        boolean old = file.u32le(14) == OLD_HEADER;
        long width = old ? file.u16le(18) : (int) file.u32le(18);
        long height = old ? file.u16le(20) : Math.abs((int) file.u32le(22));
        int bits = old ? file.u16le(24) : file.u16le(28);
        long compression = old ? UNCOMPRESSED : file.u32le(30);
        Frame frame = Frame.of(file, width, height);
        if (compression > BIT_FIELDS || bits == 16) {
            throw file.unsupported("a BMP of " + bits + " bits a pixel, compression " + compression);
        }
        if (compression != RUN_LENGTH_8 && compression != RUN_LENGTH_4) {
            long stride = (width * bits + 31) / 32 * 4;
            file.require(file.u32le(10), stride * (height - 1) + (width * bits + 7) / 8);
        }
        // The fourth mask exists from the 56-byte header on.
        boolean alpha = compression == BIT_FIELDS && file.u32le(14) >= 56 && file.u32le(66) != 0;
        return new BmpStructure(frame, bits, alpha);
    }

    boolean indexed() {
        return bits <= 8;
    }
}
