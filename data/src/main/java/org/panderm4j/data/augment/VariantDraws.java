package org.panderm4j.data.augment;

import java.util.random.RandomGenerator;

/**
 * What is drawn for the test-time variants of one case.
 *
 * @param hue added to 8-bit hues, -64 to 64
 * @param saturation added to 8-bit saturation, -64 to 64
 * @param brightness added, in shares of 255, -0.2 to 0.2
 * @param contrast what levels are multiplied by, 0.8 to 1.2
 * @param gamma power of levels, 0.8 to 1.2
 */
public record VariantDraws(double hue, double saturation, double brightness, double contrast, double gamma) {
    private static final Range HSV = new Range(-64, 64);
    private static final Range LEVELS = new Range(-0.2, 0.2);
    private static final int LEAST_GAMMA = 80;
    private static final int MOST_GAMMA = 120;

    /** Draws for one case. */
    public static VariantDraws draw(RandomGenerator random) {
        double hue = HSV.at(random.nextDouble());
        double saturation = HSV.at(random.nextDouble());
        double brightness = LEVELS.at(random.nextDouble());
        double contrast = 1 + LEVELS.at(random.nextDouble());
        double gamma = random.nextInt(LEAST_GAMMA, MOST_GAMMA + 1) / 100.0;
        return new VariantDraws(hue, saturation, brightness, contrast, gamma);
    }
}
