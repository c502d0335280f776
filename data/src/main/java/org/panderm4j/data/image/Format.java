package org.panderm4j.data.image;

import java.io.IOException;

/** File formats told apart by their first bytes; the name's ending plays no part. */
enum Format {
    JPEG,
    PNG,
    GIF,
    BMP,
    WEBP,
    TIFF;

    private static final int SHOWN = 16;

    /** @throws IOException naming what the file seems to be, when it is none of these */
    static Format of(Encoded file) throws IOException {
        if (file.has(0, "\u00FF\u00D8\u00FF")) {
            return JPEG;
        }
        if (file.has(0, "\u0089PNG\r\n\u001A\n")) {
            return PNG;
        }
        if (file.has(0, "GIF87a") || file.has(0, "GIF89a")) {
            return GIF;
        }
        if (file.has(0, "BM")) {
            return BMP;
        }
        if (file.has(0, "RIFF") && file.has(8, "WEBP")) {
            return WEBP;
        }
        if (file.has(0, "II*\0") || file.has(0, "MM\0*")) {
            return TIFF;
        }
        throw unknown(file);
    }

    private static IOException unknown(Encoded file) {
        if (file.length() == 0) {
            return file.bad("the file is empty", "copy or download it again");
        }
        if (file.has(4, "ftyp")) {
            return file.bad(
                    "found a HEIC or AVIF picture, which Java cannot decode",
                    "convert it to JPEG or PNG, for example with heif-convert");
        }
        if (file.has(128, "DICM")) {
            return file.bad("found a DICOM file where a picture was expected", "export its frame as PNG");
        }
        return file.bad(
                "expected a JPEG, PNG, GIF, BMP, WebP or TIFF picture, found " + describe(file),
                "check the path, or save the picture as PNG");
    }

    private static String describe(Encoded file) {
        StringBuilder text = new StringBuilder();
        StringBuilder hex = new StringBuilder();
        boolean readable = true;
        for (int i = 0; i < Math.min(file.length(), SHOWN); i++) {
            int value = file.bytes()[i] & 0xFF;
            boolean blank = value == '\t' || value == '\n' || value == '\r';
            readable &= blank || (value >= 32 && value < 127);
            text.append(blank ? ' ' : (char) value);
            hex.append(String.format("%02x", value));
        }
        return readable ? "text that begins \"" + text + "\"" : "bytes that begin " + hex;
    }
}
