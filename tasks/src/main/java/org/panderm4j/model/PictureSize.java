package org.panderm4j.model;

import java.nio.file.Path;
import org.panderm4j.nn.tower.Stem;
import org.panderm4j.nn.tower.Stem.JointStem;
import org.panderm4j.nn.tower.Stem.PatchStem;

/**
 * The pictures that a tower takes.
 *
 * @param side of the square it was built for, in pixels
 * @param step any multiple of it will do for either side; 0 where only {@code side} does
 */
record PictureSize(int side, int step) {
    static PictureSize of(Stem stem) {
        if (stem instanceof PatchStem patches) {
            return new PictureSize(patches.image(), patches.anyGrid() ? patches.patch() : 0);
        }
        return new PictureSize(((JointStem) stem).image(), 0);
    }

    /**
     * Refuses other pictures.
     *
     * @param file of the model, for the message
     * @throws IllegalArgumentException names both sizes and what to correct
     */
    void require(int height, int width, Path file) {
        boolean usual = height == side && width == side;
        boolean whole = step > 0 && height % step == 0 && width % step == 0;
        if (!usual && !whole) {
            String taken = step > 0 ? "whose sides are multiples of " + step : "of " + side + " x " + side;
            throw new IllegalArgumentException(file + ": the network takes pictures " + taken
                    + " pixels, but its preprocessing makes " + height + " x " + width
                    + "; correct image_size (--arch), preprocess_cfg.size (open_clip_config.json) or crop_size "
                    + "(preprocessor_config.json)");
        }
    }
}
