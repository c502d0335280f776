package org.panderm4j.finetune;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Probabilities of one output for one case.
 *
 * @param classNames in the order of the classes
 * @param probabilities of them
 */
public record ClassScores(List<String> classNames, List<Double> probabilities) {
    public ClassScores {
        classNames = List.copyOf(classNames);
        probabilities = List.copyOf(probabilities);
    }

    /** The first class of the largest probability. */
    public int label() {
        return ranked().get(0);
    }

    public String className() {
        return classNames.get(label());
    }

    /** Of the predicted class. */
    public double probability() {
        return probabilities.get(label());
    }

    /** Classes, the likeliest first; of equally likely ones the first. */
    public List<Integer> ranked() {
        return IntStream.range(0, probabilities.size())
                .boxed()
                .sorted((one, other) -> Double.compare(probabilities.get(other), probabilities.get(one)))
                .toList();
    }
}
