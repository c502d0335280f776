package org.panderm4j.cli;

import org.panderm4j.data.augment.Augmentation;
import org.panderm4j.data.augment.ColorJitter;
import org.panderm4j.data.augment.Range;
import picocli.CommandLine.Option;

/** Options that say what is changed at random in pictures. */
final class AugmentationOptions {
    @Option(
            names = "--crop-scale",
            split = ",",
            arity = "1",
            paramLabel = "MIN,MAX",
            description = "Share of the picture's area that a crop keeps (default: 0.9,1, as the reference).")
    double[] scale = {0.9, 1};

    @Option(
            names = "--crop-ratio",
            split = ",",
            arity = "1",
            paramLabel = "MIN,MAX",
            description = "Width by height of a crop (default: 0.75,1.3333).")
    double[] ratio = {3.0 / 4, 4.0 / 3};

    @Option(
            names = "--color-jitter",
            split = ",",
            arity = "1",
            paramLabel = "B,C,S,H",
            description = "How far brightness, contrast, saturation and hue may change, e.g. 0.2,0.2,0.1,0.02.")
    double[] jitter = {0, 0, 0, 0};

    @Option(
            names = "--color-jitter-probability",
            defaultValue = "1",
            paramLabel = "P",
            description = "How often colours change, with --color-jitter (default: ${DEFAULT-VALUE}).")
    double jitterProbability;

    @Option(
            names = "--grey",
            defaultValue = "0",
            paramLabel = "P",
            description = "How often a picture loses its colours (default: ${DEFAULT-VALUE}).")
    double grey;

    @Option(
            names = "--mirror",
            defaultValue = "0",
            paramLabel = "P",
            description = "How often left and right change places (default: ${DEFAULT-VALUE}).")
    double mirror;

    @Option(
            names = "--flip",
            defaultValue = "0",
            paramLabel = "P",
            description = "How often top and bottom change places (default: ${DEFAULT-VALUE}).")
    double flip;

    @Option(names = "--quarter-turns", description = "Turn pictures by a random number of quarter turns.")
    boolean quarterTurns;

    Augmentation augmentation() {
        require("--crop-scale", 2, scale);
        require("--crop-ratio", 2, ratio);
        require("--color-jitter", 4, jitter);
        ColorJitter colors = new ColorJitter(jitter[0], jitter[1], jitter[2], jitter[3]);
        return Augmentation.crop(new Range(scale[0], scale[1]))
                .withRatio(new Range(ratio[0], ratio[1]))
                .withJitter(colors, jitterProbability)
                .withGrey(grey)
                .withPositions(mirror, flip, quarterTurns);
    }

    private static void require(String option, int count, double... values) {
        if (values.length != count) {
            throw new UsageException(option + ": expected " + count + " numbers, found " + values.length);
        }
    }
}
