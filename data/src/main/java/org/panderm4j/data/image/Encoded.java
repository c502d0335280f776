package org.panderm4j.data.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The bytes of a picture file under its name; every read is checked, so that a cut file is found out, not filled in. */
final class Encoded {
    private final String name;
    private final byte[] bytes;

    Encoded(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    String name() {
        return name;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return bytes.length;
    }

    int u8(long at) throws IOException {
        require(at, 1);
        return bytes[(int) at] & 0xFF;
    }

    int u16be(long at) throws IOException {
        return u8(at) << 8 | u8(at + 1);
    }

    int u16le(long at) throws IOException {
        return u8(at + 1) << 8 | u8(at);
    }

    long u32be(long at) throws IOException {
        return (long) u16be(at) << 16 | u16be(at + 2);
    }

    long u32le(long at) throws IOException {
        return (long) u16le(at + 2) << 16 | u16le(at);
    }

    /** Whether the file has these characters (Latin-1) at this place. */
    boolean has(int at, String text) {
        return at + text.length() <= bytes.length
                && new String(bytes, at, text.length(), StandardCharsets.ISO_8859_1).equals(text);
    }

    /** Fails unless the file reaches to {@code at + count}. */
    void require(long at, long count) throws IOException {
        if (at < 0 || at + count > bytes.length) {
            throw truncated();
        }
    }

    UnusablePictureException truncated() {
        return bad("the file is truncated after " + bytes.length + " bytes", "copy or download it again");
    }

    UnusablePictureException damaged(String where) {
        return bad("the file is damaged (" + where + ")", "copy or download it again");
    }

    UnusablePictureException unsupported(String found) {
        return bad("found " + found + ", which is not supported", "save it as 8-bit PNG or JPEG");
    }

    /** One line: the file, what was found, the cure. */
    UnusablePictureException bad(String found, String cure) {
        String line = name + ": " + found + "; " + cure;
        return new UnusablePictureException(line.replaceAll("\\s*[\\r\\n]+\\s*", " "));
    }
}
