package org.panderm4j.nn.engine;

import org.panderm4j.nn.engine.Batch.Images;
import org.panderm4j.nn.engine.Batch.Texts;
import org.panderm4j.nn.tower.Stem;
import org.panderm4j.nn.tower.Stem.JointStem;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.Tower;

/** Whether a tower can take a batch. */
public final class BatchCheck {
    private BatchCheck() {}

    /**
     * Refuses a batch that does not fit.
     *
     * @throws IllegalArgumentException with what was expected and what was found
     */
    public static void require(Batch batch, Tower tower) {
        if (batch instanceof Images images && tower.stem() instanceof PatchStem stem) {
            requireSize(images, stem);
        } else if (batch instanceof Texts texts && tower.stem() instanceof TokenStem stem) {
            requireTexts(texts, stem);
        } else if (!(batch instanceof Texts) && tower.stem() instanceof JointStem stem) {
            requireJoint(batch, stem);
        } else {
            throw new IllegalArgumentException("this tower takes " + taken(tower.stem()));
        }
    }

    private static String taken(Stem stem) {
        if (stem instanceof JointStem) {
            return "pictures, alone or with a text each";
        }
        return stem instanceof PatchStem ? "pictures" : "texts";
    }

    private static void requireSize(Images images, PatchStem stem) {
        boolean usual = images.height() == stem.image() && images.width() == stem.image();
        boolean whole = images.height() % stem.patch() == 0 && images.width() % stem.patch() == 0;
        if (!usual && !(stem.anyGrid() && whole)) {
            String expected = stem.anyGrid()
                    ? "expected pictures whose sides are multiples of " + stem.patch()
                    : "expected pictures of " + stem.image() + " x " + stem.image() + " pixels";
            throw new IllegalArgumentException(expected + ", found " + images.height() + " x " + images.width());
        }
    }

    private static void requireTexts(Texts texts, TokenStem stem) {
        if (texts.length() > stem.positions()) {
            throw new IllegalArgumentException(
                    "expected texts of at most " + stem.positions() + " tokens, found " + texts.length());
        }
        requireIds(texts, stem.vocabulary());
    }

    private static void requireJoint(Batch batch, JointStem stem) {
        Images images = batch instanceof Batch.Joint joint ? joint.images() : (Images) batch;
        if (images.height() != stem.image() || images.width() != stem.image()) {
            throw new IllegalArgumentException("expected pictures of " + stem.image() + " x " + stem.image()
                    + " pixels, found " + images.height() + " x " + images.width());
        }
        if (batch instanceof Batch.Joint joint) {
            Texts texts = joint.texts();
            if (texts.length() > stem.longestText()) {
                throw new IllegalArgumentException(
                        "expected texts of 1 to " + stem.longestText() + " tokens, found " + texts.length());
            }
            requireIds(texts, stem.vocabulary());
        }
    }

    private static void requireIds(Texts texts, int vocabulary) {
        for (int[] row : texts.ids()) {
            for (int id : row) {
                if (id < 0 || id >= vocabulary) {
                    throw new IllegalArgumentException(
                            "expected token ids from 0 to " + (vocabulary - 1) + ", found " + id);
                }
            }
        }
    }
}
