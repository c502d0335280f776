package org.panderm4j.data.augment;

/**
 * How far colours may change, on 8-bit pixels by the rules of Pillow, which rounds after every change.
 *
 * @param brightness factors are from {@code 1 - brightness}, but not below 0, to {@code 1 + brightness}; at 0 nothing changes
 * @param contrast likewise
 * @param saturation likewise
 * @param hue turns of the colour circle, from {@code -hue} to {@code hue}; 0 to 0.5
 */
public record ColorJitter(double brightness, double contrast, double saturation, double hue) {
    /** Nothing changes. */
    public static final ColorJitter NONE = new ColorJitter(0, 0, 0, 0);

    /** The single changes. */
    public enum Change {
        BRIGHTNESS,
        CONTRAST,
        SATURATION,
        HUE
    }

    public ColorJitter {
        boolean positive = brightness >= 0 && contrast >= 0 && saturation >= 0;
        if (!positive || Double.isInfinite(brightness + contrast + saturation) || !(hue >= 0 && hue <= 0.5)) {
            throw new IllegalArgumentException(
                    "expected brightness, contrast and saturation of at least 0 and hue from 0 to 0.5," + " found "
                            + brightness + ", " + contrast + ", " + saturation + " and " + hue);
        }
    }

    /** Changes interleaved pixels in place. */
    void apply(byte[] rgb, JitterDraws draws) {
        for (Change change : draws.order()) {
            switch (change) {
                case BRIGHTNESS -> {
                    if (brightness > 0) {
                        ColorBlend.brightness(rgb, factor(brightness, draws.brightness()));
                    }
                }
                case CONTRAST -> {
                    if (contrast > 0) {
                        ColorBlend.contrast(rgb, factor(contrast, draws.contrast()));
                    }
                }
                case SATURATION -> {
                    if (saturation > 0) {
                        ColorBlend.saturation(rgb, factor(saturation, draws.saturation()));
                    }
                }
                case HUE -> {
                    if (hue > 0) {
                        HueShift.apply(rgb, new Range(-hue, hue).at(draws.hue()));
                    }
                }
            }
        }
    }

    private static float factor(double width, double draw) {
        return (float) new Range(Math.max(0, 1 - width), 1 + width).at(draw);
    }
}
