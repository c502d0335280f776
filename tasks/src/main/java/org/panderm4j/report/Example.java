package org.panderm4j.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.panderm4j.eval.Predictions;

/**
 * One classified picture.
 *
 * @param picture empty where it could not be read again
 * @param file as the table names it
 * @param label true class
 * @param predicted class
 * @param top the most probable classes, best first
 */
public record Example(
        Optional<Thumbnail> picture, String file, String label, String predicted, List<ClassProbability> top) {
    private static final int SHOWN = 3;

    /** A class with its probability from 0 to 1. */
    public record ClassProbability(String label, double probability) {}

    /** Row {@code row} of scored rows, with its three most probable classes. */
    public static Example of(
            Predictions predictions, int row, List<String> classes, String file, Optional<Thumbnail> picture) {
        List<ClassProbability> top = IntStream.range(0, predictions.classes())
                .mapToObj(c -> new ClassProbability(classes.get(c), predictions.probability(row, c)))
                .sorted(Comparator.comparingDouble(entry -> -entry.probability()))
                .limit(SHOWN)
                .toList();
        return new Example(
                picture, file, classes.get(predictions.label(row)), classes.get(predictions.predicted(row)), top);
    }

    boolean isRight() {
        return label.equals(predicted);
    }
}
