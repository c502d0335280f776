package org.panderm4j.report;

import java.util.Base64;

/** A small picture that is written into the page. */
public final class Thumbnail {
    private final String dataUri;

    private Thumbnail(String mediaType, byte[] bytes) {
        if (bytes.length == 0) {
            throw new IllegalArgumentException("expected the bytes of a thumbnail, found none");
        }
        this.dataUri = "data:" + mediaType + ";base64," + Base64.getEncoder().encodeToString(bytes);
    }

    /** From the bytes of a JPEG file. */
    public static Thumbnail jpeg(byte[] bytes) {
        return new Thumbnail("image/jpeg", bytes);
    }

    /** From the bytes of a PNG file. */
    public static Thumbnail png(byte[] bytes) {
        return new Thumbnail("image/png", bytes);
    }

    String dataUri() {
        return dataUri;
    }
}
