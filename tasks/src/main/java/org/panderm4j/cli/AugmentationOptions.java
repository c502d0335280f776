package org.panderm4j.cli;

import java.util.List;
import org.panderm4j.data.augment.Augmentation;
import org.panderm4j.data.augment.ColorJitter;
import org.panderm4j.data.augment.Range;
import picocli.CommandLine.Option;

/** Options that say what is changed at random in pictures. */
final class AugmentationOptions {
    @Option(
            names = "--crop-scale",
            split = ",",
            defaultValue = "0.9,1",
            paramLabel = "MIN,MAX",
            description =
                    "Share of the picture's area that a crop keeps (default: ${DEFAULT-VALUE}, as the reference).")
    List<Double> scale;

    @Option(
            names = "--crop-ratio",
            split = ",",
            paramLabel = "MIN,MAX",
            description = "Width by height of a crop (default: from 3:4 to 4:3).")
    List<Double> ratio = List.of();

    @Option(
            names = "--color-jitter",
            split = ",",
            defaultValue = "0,0,0,0",
            paramLabel = "B,C,S,H",
            description = "How far brightness, contrast, saturation and hue may change, e.g. 0.2,0.2,0.1,0.02.")
    List<Double> jitter;

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
        require("--color-jitter", 4, jitter);
        ColorJitter colors = new ColorJitter(jitter.get(0), jitter.get(1), jitter.get(2), jitter.get(3));
        Augmentation cropped = Augmentation.crop(range("--crop-scale", scale));
        return (ratio.isEmpty() ? cropped : cropped.withRatio(range("--crop-ratio", ratio)))
                .withJitter(colors, jitterProbability)
                .withGrey(grey)
                .withPositions(mirror, flip, quarterTurns);
    }

    private static Range range(String option, List<Double> ends) {
        require(option, 2, ends);
        return new Range(ends.get(0), ends.get(1));
    }

    private static void require(String option, int count, List<Double> values) {
        if (values.size() != count) {
            throw new UsageException(option + ": expected " + count + " numbers, found " + values.size());
        }
    }
}
