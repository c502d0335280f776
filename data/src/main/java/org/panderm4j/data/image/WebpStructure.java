package org.panderm4j.data.image;

import java.io.IOException;

/** Header of a WebP file, which is as long as it says. */
record WebpStructure(Frame frame) {
    static WebpStructure parse(Encoded file) throws IOException {
        file.require(0, file.u32le(4) + 8);
        if (file.has(12, "VP8X")) {
            return new WebpStructure(Frame.of(file, u24le(file, 24) + 1, u24le(file, 27) + 1));
        }
        if (file.has(12, "VP8L")) {
            long bits = file.u32le(21);
            return new WebpStructure(Frame.of(file, (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1));
        }
        if (file.has(12, "VP8 ")) {
            return new WebpStructure(Frame.of(file, file.u16le(26) & 0x3FFF, file.u16le(28) & 0x3FFF));
        }
        throw file.damaged("no picture chunk");
    }

    private static long u24le(Encoded file, long at) throws IOException {
        return (long) file.u8(at + 2) << 16 | file.u16le(at);
    }
}
