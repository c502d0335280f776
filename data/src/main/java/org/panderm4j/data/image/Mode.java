package org.panderm4j.data.image;

/** How the samples of a file are meant, under Pillow's names. */
public enum Mode {
    /** One bit a pixel, kept as a byte 0 or 255. */
    BILEVEL("1", 1),
    /** 8-bit grey. */
    L("L", 1),
    /** 8-bit grey and alpha. */
    LA("LA", 2),
    /** Indices into a table of colours. */
    P("P", 1),
    RGB("RGB", 3),
    /** Colour and alpha, not premultiplied. */
    RGBA("RGBA", 4),
    /** Inks: 0 is none, 255 is full. */
    CMYK("CMYK", 4),
    /** Grey of more than 8 bits, kept as 32-bit integers. */
    I("I", 1);

    private final String pillowName;
    private final int channels;

    Mode(String pillowName, int channels) {
        this.pillowName = pillowName;
        this.channels = channels;
    }

    /** What {@code Image.mode} says. */
    public String pillowName() {
        return pillowName;
    }

    /** Samples a pixel. */
    public int channels() {
        return channels;
    }

    /** Whether the last channel is alpha. */
    public boolean hasAlpha() {
        return this == LA || this == RGBA;
    }
}
