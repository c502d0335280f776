package org.panderm4j.data.image;

import java.io.IOException;
import java.util.Arrays;

/**
 * The first frame of a GIF file: where it lies on the screen, its colours, and that its data is complete.
 *
 * @param frame the screen, widened if the first frame reaches over it
 * @param background the index around a first frame that does not fill the screen
 */
record GifStructure(Frame frame, int left, int top, byte[] palette, int background) {
    private static final int EXTENSION = 0x21;
    private static final int DESCRIPTOR = 0x2C;
    private static final int GRAPHIC_CONTROL = 0xF9;

    static GifStructure parse(Encoded file) throws IOException {
        Frame.of(file, file.u16le(6), file.u16le(8));
        int background = 0;
        byte[] palette = table(file, 13, file.u8(10));
        long at = 13L + palette.length;
        while (file.u8(at) != DESCRIPTOR) {
            if (file.u8(at) == EXTENSION) {
                boolean transparent = file.u8(at + 1) == GRAPHIC_CONTROL && (file.u8(at + 3) & 1) == 1;
                background = transparent ? file.u8(at + 6) : background;
                at = endOfBlocks(file, at + 2);
            } else if (file.u8(at) == 0x3B) {
                throw file.damaged("no frame");
            } else {
                at++;
            }
        }
        byte[] own = table(file, at + 10, file.u8(at + 9));
        endOfBlocks(file, at + 11 + own.length);
        int left = file.u16le(at + 1);
        int top = file.u16le(at + 3);
        Frame inner = Frame.of(file, file.u16le(at + 5), file.u16le(at + 7));
        Frame whole = Frame.of(
                file, Math.max(file.u16le(6), left + inner.width()), Math.max(file.u16le(8), top + inner.height()));
        return new GifStructure(whole, left, top, own.length > 0 ? own : palette, background);
    }

    private static byte[] table(Encoded file, long at, int flags) throws IOException {
        int length = (flags & 0x80) == 0 ? 0 : 3 * (2 << (flags & 7));
        file.require(at, length);
        return Arrays.copyOfRange(file.bytes(), (int) at, (int) at + length);
    }

    /** Follows a chain of blocks, each behind its length, to its closing zero. */
    private static long endOfBlocks(Encoded file, long from) throws IOException {
        long at = from;
        for (int length = file.u8(at); length != 0; length = file.u8(at)) {
            at += length + 1;
        }
        return at + 1;
    }
}
