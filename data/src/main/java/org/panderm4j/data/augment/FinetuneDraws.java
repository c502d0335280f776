package org.panderm4j.data.augment;

import java.util.random.RandomGenerator;

/**
 * All that is drawn for the pictures of one case in multimodal fine-tuning; the clinical and the dermoscopic picture share it.
 *
 * @param cropHeight rows of the part that is taken
 * @param cropWidth columns of the part that is taken
 * @param top where the part begins, 0 to below 1 of the rows it could begin in
 * @param left the same of columns
 * @param flip whether top and bottom change places
 * @param mirror whether left and right change places
 * @param turns quarter turns counter-clockwise, 0 to 3
 */
public record FinetuneDraws(
        int cropHeight, int cropWidth, double top, double left, boolean flip, boolean mirror, int turns) {
    private static final int TRIES = 10;
    private static final Range SCALE = new Range(0.08, 1);
    private static final Range RATIO = new Range(3.0 / 4.0, 4.0 / 3.0);
    private static final int QUARTERS = 4;
    /** The reference's guard against a division by 0, which moves a crop by a pixel. */
    private static final double GUARD = 1e-10;

    public FinetuneDraws {
        if (cropHeight < 1 || cropWidth < 1 || !(top >= 0 && top < 1) || !(left >= 0 && left < 1)) {
            throw new IllegalArgumentException(
                    "expected a part of at least one pixel that begins at 0 to below 1, found " + cropHeight + " x "
                            + cropWidth + " at " + top + ", " + left);
        }
        if (turns < 0 || turns >= QUARTERS) {
            throw new IllegalArgumentException("expected 0 to 3 quarter turns, found " + turns);
        }
    }

    /**
     * Draws for one case: up to ten sizes until one fits, else the whole picture; its place among all; each flip as likely as not; a turn in
     * half of the cases, of 0 to 3 quarters.
     *
     * @param side of the square that is cropped, see {@link FinetuneAugmentation#cropped()}
     */
    public static FinetuneDraws draw(RandomGenerator random, int side) {
        int height = side;
        int width = side;
        double area = (double) side * side;
        for (int i = 0; i < TRIES; i++) {
            double wanted = area * SCALE.at(random.nextDouble());
            double ratio = RATIO.logAt(random.nextDouble());
            int w = (int) Math.rint(Math.sqrt(wanted * ratio));
            int h = (int) Math.rint(Math.sqrt(wanted / ratio));
            if (w > 0 && w <= side && h > 0 && h <= side) {
                width = w;
                height = h;
                break;
            }
        }
        double top = random.nextInt(side - height + 1) / (side - height + GUARD);
        double left = random.nextInt(side - width + 1) / (side - width + GUARD);
        boolean flip = random.nextBoolean();
        boolean mirror = random.nextBoolean();
        int turns = random.nextBoolean() ? random.nextInt(QUARTERS) : 0;
        return new FinetuneDraws(height, width, top, left, flip, mirror, turns);
    }
}
