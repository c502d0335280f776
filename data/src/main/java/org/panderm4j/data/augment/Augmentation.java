package org.panderm4j.data.augment;

/**
 * What is changed at random. Probabilities are from 0, never, to 1, always.
 *
 * @param scale of the cropped area to the picture's, above 0 and at most 1
 * @param ratio of the crop's width to its height, above 0; drawn on a logarithmic scale
 * @param jitter how far colours may change
 * @param jitterProbability that they change at all
 * @param grey probability of all three channels becoming their grey value
 * @param mirror probability of left and right changing places
 * @param flip probability of top and bottom changing places
 * @param turn whether one of the four quarter turns is drawn, each as likely as the others
 */
public record Augmentation(
        Range scale,
        Range ratio,
        ColorJitter jitter,
        double jitterProbability,
        double grey,
        double mirror,
        double flip,
        boolean turn) {
    private static final Range USUAL_RATIO = new Range(3.0 / 4.0, 4.0 / 3.0);

    /** What the published towers were trained with: nine tenths of the picture or more, and nothing else. */
    public static final Augmentation REFERENCE = crop(new Range(0.9, 1));

    public Augmentation {
        require(scale.low() > 0 && scale.high() <= 1, "scale: expected above 0 and at most 1", scale);
        require(ratio.low() > 0, "ratio: expected above 0", ratio);
        requireProbability("probability of colour jitter", jitterProbability);
        requireProbability("probability of grey", grey);
        requireProbability("probability of mirroring", mirror);
        requireProbability("probability of flipping", flip);
    }

    /** A crop of some scale, of the usual proportions of 3:4 to 4:3, and nothing else. */
    public static Augmentation crop(Range scale) {
        return new Augmentation(scale, USUAL_RATIO, ColorJitter.NONE, 0, 0, 0, 0, false);
    }

    /** The same with crops of other proportions. */
    public Augmentation withRatio(Range changed) {
        return new Augmentation(scale, changed, jitter, jitterProbability, grey, mirror, flip, turn);
    }

    /** The same with colours that change. */
    public Augmentation withJitter(ColorJitter changed, double probability) {
        return new Augmentation(scale, ratio, changed, probability, grey, mirror, flip, turn);
    }

    /** The same with pictures that lose their colours. */
    public Augmentation withGrey(double probability) {
        return new Augmentation(scale, ratio, jitter, jitterProbability, probability, mirror, flip, turn);
    }

    /** The same with pictures in other positions: skin has no up and down. */
    public Augmentation withPositions(double mirrorProbability, double flipProbability, boolean quarterTurns) {
        return new Augmentation(
                scale, ratio, jitter, jitterProbability, grey, mirrorProbability, flipProbability, quarterTurns);
    }

    private static void requireProbability(String name, double value) {
        require(value >= 0 && value <= 1, name + ": expected 0 to 1", value);
    }

    private static void require(boolean met, String expected, Object found) {
        if (!met) {
            throw new IllegalArgumentException(expected + ", found " + found);
        }
    }
}
