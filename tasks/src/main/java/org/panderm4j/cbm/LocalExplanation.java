package org.panderm4j.cbm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.panderm4j.nn.linear.BinaryClassifier;

/**
 * Why a classifier decides as it does about one row: the contributions and the intercept add up to the logit.
 *
 * @param name of the row
 * @param intercept of the classifier
 * @param logit of class 1
 * @param contributions that are not 0, the largest in size first
 */
public record LocalExplanation(String name, double intercept, double logit, List<Contribution> contributions) {
    /** Of a row of activations, [m]. */
    static LocalExplanation of(BinaryClassifier classifier, String name, float[] row) {
        double logit = classifier.decision(row);
        List<Contribution> contributions = new ArrayList<>();
        for (int j = 0; j < row.length; j++) {
            Contribution one = new Contribution(j, row[j], classifier.weight()[j]);
            if (one.value() != 0) {
                contributions.add(one);
            }
        }
        contributions.sort(Comparator.comparingDouble(one -> -Math.abs(one.value())));
        return new LocalExplanation(name, classifier.intercept(), logit, List.copyOf(contributions));
    }

    /** Probability of class 1. */
    public double probability() {
        return BinaryClassifier.probability(logit);
    }

    /** What the contributions add, without the intercept. */
    public double sum() {
        return contributions.stream().mapToDouble(Contribution::value).sum();
    }
}
