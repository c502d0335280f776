package org.panderm4j.cli;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.panderm4j.pretrain.LearningOptions;
import org.panderm4j.pretrain.LearningOptions.Loss;
import org.panderm4j.pretrain.TowerLock;
import picocli.CommandLine.Option;

/** Options that say what the towers learn, against which loss, and what is dropped in them. */
final class TowerOptions {
    @Option(names = "--loss", defaultValue = "CLIP", paramLabel = "L", description = "clip or siglip (default: clip).")
    Loss loss;

    @Option(names = "--lock-image", description = "Keep the image tower as it is.")
    boolean lockImage;

    @Option(
            names = "--unlocked-image-blocks",
            paramLabel = "N",
            description = "With --lock-image: its last N blocks and its head learn all the same.")
    Integer unlockedImageBlocks;

    @Option(names = "--lock-text", description = "Keep the text tower as it is, its layer norms too.")
    boolean lockText;

    @Option(
            names = "--unlocked-text-blocks",
            paramLabel = "N",
            description = "With --lock-text: its last N blocks and its head learn all the same.")
    Integer unlockedTextBlocks;

    @Option(
            names = "--unlocked-text-norms",
            description = {
                "With --lock-text: its layer norms learn all the same, down to the lowest.",
                "The reference's do, unless told to --lock-text-freeze-layer-norm."
            })
    boolean unlockedTextNorms;

    @Option(
            names = "--lock-text-freeze-layer-norm",
            description = "With --lock-text: as the reference writes what --lock-text does here anyway.")
    boolean lockedTextNorms;

    @Option(
            names = "--recompute",
            description = "Compute activations twice instead of keeping them: a third more work, far less memory.")
    boolean recompute;

    @Option(
            names = "--dropout",
            paramLabel = "P",
            description = "Dropout of the text tower (default: 0.1 with a BERT, 0 with a CLIP, as these were trained).")
    Double dropout;

    @Option(
            names = "--depth-dropout",
            defaultValue = "0",
            paramLabel = "P",
            description =
                    "How often a picture passes the last image block by (stochastic depth; default: ${DEFAULT-VALUE}).")
    double depthDropout;

    /** Refuses what does not fit together, before anything is read. */
    void check(WrittenOptions written) {
        written.onlyWith(lockImage, "--lock-image", "--unlocked-image-blocks");
        written.onlyWith(
                lockText,
                "--lock-text",
                "--unlocked-text-blocks",
                "--unlocked-text-norms",
                "--lock-text-freeze-layer-norm");
        written.notWith("--lock-text-freeze-layer-norm", "--unlocked-text-norms");
        Bounds.atLeast(0, "--unlocked-image-blocks", unlockedImageBlocks == null ? 0 : unlockedImageBlocks);
        Bounds.atLeast(0, "--unlocked-text-blocks", unlockedTextBlocks == null ? 0 : unlockedTextBlocks);
        Bounds.belowOne("--dropout", dropout == null ? 0 : dropout);
        Bounds.belowOne("--depth-dropout", depthDropout);
        checkOpen(written);
    }

    /** In a tower of which nothing learns, nothing is dropped, kept or decayed. */
    private void checkOpen(WrittenOptions written) {
        boolean imageLearns = image().learnsAnything();
        boolean textLearns = text().learnsAnything();
        written.onlyWith(
                textLearns || dropout == null || dropout == 0,
                "a text tower that learns; nothing is dropped in one that --lock-text locks",
                "--dropout");
        written.onlyWith(
                imageLearns || depthDropout == 0,
                "an image tower that learns; nothing is dropped in one that --lock-image locks",
                "--depth-dropout");
        written.onlyWith(
                imageLearns || textLearns,
                "a tower that learns; --lock-image and --lock-text lock both",
                "--recompute",
                "--layer-decay",
                "--weight-decay");
    }

    LearningOptions learning() {
        return new LearningOptions(
                loss,
                image(),
                text(),
                recompute,
                dropout == null ? OptionalDouble.empty() : OptionalDouble.of(dropout),
                depthDropout);
    }

    private TowerLock image() {
        return new TowerLock(lockImage, blocks(unlockedImageBlocks), false);
    }

    private TowerLock text() {
        return new TowerLock(lockText, blocks(unlockedTextBlocks), unlockedTextNorms);
    }

    private static OptionalInt blocks(Integer unlocked) {
        return unlocked == null ? OptionalInt.empty() : OptionalInt.of(unlocked);
    }
}
