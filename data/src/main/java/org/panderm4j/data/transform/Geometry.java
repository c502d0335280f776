package org.panderm4j.data.transform;

import org.panderm4j.data.resample.Filter;

/**
 * Where the result comes from: the resized size, and the offset of the result in it. A negative offset is a border.
 *
 * @param width of the whole resized picture
 * @param height of the whole resized picture
 * @param left column of the resized picture that becomes column 0
 * @param top row of the resized picture that becomes row 0
 */
record Geometry(int width, int height, int left, int top, Filter filter, int fill) {

    static Geometry of(PreprocessConfig config, int width, int height) {
        return switch (config.resizeMode()) {
            case SQUASH -> cropped(config, config.width(), config.height(), config.interpolation(), 0);
            case LONGEST -> {
                double ratio = Math.max((double) height / config.height(), (double) width / config.width());
                yield cropped(
                        config,
                        round(width / ratio),
                        round(height / ratio),
                        config.interpolation(),
                        config.fillColor());
            }
            case SHORTEST ->
                config.height() == config.width()
                        ? shortestSquare(config, width, height)
                        : shortestOther(config, width, height);
        };
    }

    /** The longer side is the truncated double-precision quotient. */
    private static Geometry shortestSquare(PreprocessConfig config, int width, int height) {
        int size = config.resize();
        boolean upright = width <= height;
        long product = (long) size * (upright ? height : width);
        int longer = size((double) product / (upright ? width : height));
        return cropped(config, upright ? size : longer, upright ? longer : size, config.interpolation(), 0);
    }

    /** The reference passes no interpolation here, so that its default, bicubic, holds whatever the config says. */
    private static Geometry shortestOther(PreprocessConfig config, int width, int height) {
        double ratio = Math.min((double) height / config.height(), (double) width / config.width());
        return cropped(config, round(width / ratio), round(height / ratio), Filter.BICUBIC, 0);
    }

    private static Geometry cropped(PreprocessConfig config, int width, int height, Filter filter, int fill) {
        int left = offset(width, config.width());
        int top = offset(height, config.height());
        return new Geometry(width, height, left, top, filter, fill);
    }

    /** Half of the surplus, half to even; half of a lack goes before, rounded down. */
    private static int offset(int found, int wanted) {
        return found < wanted ? -((wanted - found) / 2) : round((found - wanted) / 2.0);
    }

    /** Half to even. */
    private static int round(double value) {
        return size(Math.rint(value));
    }

    private static int size(double value) {
        if (value > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("the resized picture would have a side of " + (long) value
                    + " pixels; crop the picture to less extreme proportions");
        }
        return (int) value;
    }
}
