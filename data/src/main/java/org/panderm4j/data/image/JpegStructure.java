package org.panderm4j.data.image;

import java.io.IOException;

/**
 * What the markers of a JPEG file say, read through to the end marker.
 *
 * <p>Decoders paint the missing rest of a cut file grey; the reference refuses it. A complete file has its end marker, so
 * that is what is looked for.
 *
 * @param components 1 grey, 3 colour, 4 inks
 * @param ycck whether four components are luma, chroma and black (Adobe transform 2) instead of four inks
 */
record JpegStructure(Frame frame, int components, boolean ycck) {
    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int APP14 = 0xEE;

    static JpegStructure parse(Encoded file) throws IOException {
        Frame frame = null;
        int components = 0;
        boolean ycck = false;
        long at = 2;
        while (true) {
            at = nextMarker(file, at);
            int marker = file.u8(at - 1);
            if (marker == EOI) {
                break;
            }
            if (marker == SOI || marker == 0x01 || (marker & 0xF8) == 0xD0) {
                continue;
            }
            int length = file.u16be(at);
            file.require(at, length);
            if (isFrame(marker) && frame == null) {
                components = components(file, at);
                frame = Frame.of(file, file.u16be(at + 5), file.u16be(at + 3));
            } else if (marker == APP14 && length >= 14 && file.has((int) at + 2, "Adobe")) {
                ycck = file.u8(at + 13) == 2;
            }
            at += length;
            if (marker == SOS && frame == null) {
                throw file.damaged("scan before frame header");
            }
        }
        if (frame == null) {
            throw file.damaged("no frame header");
        }
        return new JpegStructure(frame, components, ycck);
    }

    /** The position behind the next marker; whatever is no marker (coded data, restarts, stuffing) is passed over. */
    private static long nextMarker(Encoded file, long from) throws IOException {
        byte[] bytes = file.bytes();
        for (int i = (int) from; i + 1 < bytes.length; i++) {
            if (bytes[i] == (byte) 0xFF && bytes[i + 1] != 0 && bytes[i + 1] != (byte) 0xFF) {
                return i + 2L;
            }
        }
        throw file.truncated();
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    private static int components(Encoded file, long at) throws IOException {
        int precision = file.u8(at + 2);
        int components = file.u8(at + 7);
        if (precision != 8) {
            throw file.unsupported("a JPEG of " + precision + " bits a sample");
        }
        if (components != 1 && components != 3 && components != 4) {
            throw file.unsupported("a JPEG of " + components + " components");
        }
        return components;
    }
}
