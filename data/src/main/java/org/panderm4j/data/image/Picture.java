package org.panderm4j.data.image;

import java.util.Optional;

/**
 * A decoded picture in the mode of its file, as Pillow 9.4 opens it, before any conversion to RGB.
 *
 * <p>Arrays are shared, not copied; a picture is never written to after it was made, unless it was decoded into a
 * {@link DecodeBuffer}, where the next one takes its place.
 */
public final class Picture {
    private static final int[] NONE = {};

    private final Mode mode;
    private final int width;
    private final int height;
    private final byte[] samples;
    private final int[] wide;
    private final byte[] palette;

    private Picture(Mode mode, int width, int height, byte[] samples, int[] wide, byte[] palette) {
        long expected = (long) width * height * mode.channels();
        int found = mode == Mode.I ? wide.length : samples.length;
        if (width < 1 || height < 1 || expected != found) {
            throw new IllegalArgumentException("expected " + expected + " samples for " + width + " x " + height
                    + " in mode " + mode.pillowName() + ", found " + found);
        }
        this.mode = mode;
        this.width = width;
        this.height = height;
        this.samples = samples;
        this.wide = wide;
        this.palette = palette;
    }

    /** A picture of interleaved 8-bit samples; any mode but P and I. */
    public static Picture of(Mode mode, int width, int height, byte[] samples) {
        if (mode == Mode.P || mode == Mode.I) {
            throw new IllegalArgumentException("expected a mode of plain 8-bit samples, found " + mode);
        }
        return new Picture(mode, width, height, samples, NONE, new byte[0]);
    }

    /**
     * A picture of mode P.
     *
     * @param palette red, green, blue of the first colours, at most 256; the rest is a grey ramp, as in Pillow
     */
    public static Picture indexed(int width, int height, byte[] indices, byte[] palette) {
        return new Picture(Mode.P, width, height, indices, NONE, Palette.complete(palette));
    }

    /** A picture of mode I, one 32-bit value a pixel. */
    public static Picture wide(int width, int height, int[] values) {
        return new Picture(Mode.I, width, height, new byte[0], values, new byte[0]);
    }

    /** Other 8-bit samples, another size, the same mode and palette. */
    public Picture with(int newWidth, int newHeight, byte[] newSamples) {
        return new Picture(mode, newWidth, newHeight, newSamples, NONE, palette);
    }

    public Mode mode() {
        return mode;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** Interleaved samples, row by row; empty in mode I. Not to be written to. */
    public byte[] samples() {
        return samples;
    }

    /** Values of mode I, row by row; empty in other modes. Not to be written to. */
    public int[] wide() {
        return wide;
    }

    /** What the user should hear about this file, if anything. */
    public Optional<String> note() {
        return mode == Mode.I
                ? Optional.of(
                        "16-bit grey: values over 255 become white, as in Pillow 9.4; save it as 8-bit grey to keep"
                                + " its contrast")
                : Optional.empty();
    }

    /** The picture in RGB as {@code convert("RGB")} makes it: alpha and transparency are dropped, nothing is blended. */
    public Pixels toRgb() {
        return new Pixels(
                width,
                height,
                switch (mode) {
                    case RGB -> samples;
                    case L -> ToRgb.grey(samples, 1);
                    case LA -> ToRgb.grey(samples, 2);
                    case RGBA -> ToRgb.withoutAlpha(samples);
                    case P -> ToRgb.lookUp(samples, palette);
                    case BILEVEL -> ToRgb.bilevel(samples);
                    case CMYK -> ToRgb.inks(samples);
                    case I -> ToRgb.clamped(wide);
                });
    }
}
