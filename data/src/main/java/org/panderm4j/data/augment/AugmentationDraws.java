package org.panderm4j.data.augment;

import java.util.random.RandomGenerator;

/**
 * All that is drawn for one picture. It is the same whatever the {@link Augmentation}, so that switching one change on does not alter the
 * others. Single numbers are from 0 to below 1.
 *
 * @param crop which part
 * @param mirror below the probability: left and right change places
 * @param flip below the probability: top and bottom do
 * @param turn which of four quarter turns
 * @param jitter below the probability: colours change
 * @param colors by how much
 * @param grey below the probability: colours are lost
 */
public record AugmentationDraws(
        CropDraws crop, double mirror, double flip, double turn, double jitter, JitterDraws colors, double grey) {

    /** Draws for one picture. */
    public static AugmentationDraws draw(RandomGenerator random) {
        CropDraws crop = CropDraws.draw(random);
        double mirror = random.nextDouble();
        double flip = random.nextDouble();
        double turn = random.nextDouble();
        double jitter = random.nextDouble();
        double grey = random.nextDouble();
        return new AugmentationDraws(crop, mirror, flip, turn, jitter, JitterDraws.draw(random), grey);
    }
}
