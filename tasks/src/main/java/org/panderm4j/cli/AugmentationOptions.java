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

    /** Refuses what does not fit together, before anything is read. */
    void check(WrittenOptions written) {
        range("--crop-scale", scale);
        double smallest = scale.get(0);
        double largest = scale.get(1);
        Bounds.check(smallest > 0, "--crop-scale", "shares of the picture above 0", smallest);
        Bounds.check(largest <= 1, "--crop-scale", "shares of the picture of at most 1", largest);
        if (!ratio.isEmpty()) {
            range("--crop-ratio", ratio);
            Bounds.positive("--crop-ratio", ratio.get(0));
        }
        require("--color-jitter", 4, jitter);
        jitter.forEach(change -> Bounds.notNegative("--color-jitter", change));
        Bounds.check(jitter.get(3) <= 0.5, "--color-jitter", "a hue of at most 0.5", jitter.get(3));
        boolean jitters = jitter.stream().anyMatch(change -> change > 0);
        written.onlyWith(jitters, "--color-jitter above 0", "--color-jitter-probability");
        Bounds.share("--color-jitter-probability", jitterProbability);
        Bounds.share("--grey", grey);
        Bounds.share("--mirror", mirror);
        Bounds.share("--flip", flip);
    }

    Augmentation augmentation() {
        ColorJitter colors = new ColorJitter(jitter.get(0), jitter.get(1), jitter.get(2), jitter.get(3));
        Augmentation cropped = Augmentation.crop(range("--crop-scale", scale));
        return (ratio.isEmpty() ? cropped : cropped.withRatio(range("--crop-ratio", ratio)))
                .withJitter(colors, jitterProbability)
                .withGrey(grey)
                .withPositions(mirror, flip, quarterTurns);
    }

    private static Range range(String option, List<Double> ends) {
        require(option, 2, ends);
        try {
            return new Range(ends.get(0), ends.get(1));
        } catch (IllegalArgumentException e) {
            throw new UsageException(option + ": " + e.getMessage());
        }
    }

    private static void require(String option, int count, List<Double> values) {
        Bounds.check(values.size() == count, option, count + " numbers", values.size());
    }
}
