package org.panderm4j.data.image;

import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * What the chunks of a PNG file say; all of them are there and have the right checksum.
 *
 * @param depth bits a sample
 * @param colour PNG's colour type: 0 grey, 2 colour, 3 palette, 4 grey and alpha, 6 colour and alpha
 * @param palette red, green, blue; empty without a palette
 */
record PngStructure(Frame frame, int depth, int colour, byte[] palette) {
    private static final int SIGNATURE = 8;

    static PngStructure parse(Encoded file) throws IOException {
        if (!file.has(12, "IHDR")) {
            throw file.length() < 16 ? file.truncated() : file.damaged("no IHDR chunk");
        }
        Frame frame = Frame.of(file, file.u32be(16), file.u32be(20));
        byte[] palette = {};
        boolean data = false;
        boolean end = false;
        for (long at = SIGNATURE; !end; ) {
            long length = file.u32be(at);
            file.require(at, length + 12);
            check(file, (int) at, (int) length);
            end = file.has((int) at + 4, "IEND");
            data |= file.has((int) at + 4, "IDAT");
            if (file.has((int) at + 4, "PLTE")) {
                palette = Arrays.copyOfRange(file.bytes(), (int) at + 8, (int) (at + 8 + length));
            }
            at += length + 12;
        }
        int colour = file.u8(25);
        if (!data || (colour == 3 && palette.length == 0)) {
            throw file.damaged(data ? "no PLTE chunk" : "no IDAT chunk");
        }
        return new PngStructure(frame, file.u8(24), colour, palette);
    }

    private static void check(Encoded file, int at, int length) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(file.bytes(), at + 4, length + 4);
        if (crc.getValue() != file.u32be(at + 8L + length)) {
            throw file.damaged("checksum of the chunk at byte " + at);
        }
    }

    boolean indexed() {
        return colour == 3;
    }

    boolean bilevel() {
        return colour == 0 && depth == 1;
    }

    /** The mode of pictures that are neither indexed nor bilevel; 16-bit grey and alpha becomes RGBA, as in Pillow. */
    Mode mode() {
        return switch (colour) {
            case 0 -> depth == 16 ? Mode.I : Mode.L;
            case 4 -> depth == 16 ? Mode.RGBA : Mode.LA;
            case 6 -> Mode.RGBA;
            default -> Mode.RGB;
        };
    }
}
