package org.panderm4j.demo;

import java.util.List;
import java.util.OptionalDouble;
import org.panderm4j.eval.Bootstrap;
import org.panderm4j.eval.ClassificationMetrics;
import org.panderm4j.eval.MetricValue;
import org.panderm4j.eval.RetrievalMetrics;

/**
 * What the tour found.
 *
 * @param cases the pictures
 * @param classes names of the diagnoses, in label order
 * @param classification of all cases
 * @param zeroShot metrics of the same, with intervals
 * @param retrieval ranks of caption and picture, both ways
 * @param recalls metrics of the same, with intervals
 * @param recall at {@link #AMONG}, the mean of both ways
 * @param answers to the questions, in their order
 * @param similar nearest cases of each
 */
public record DemoResult(
        Cases cases,
        List<String> classes,
        ClassificationMetrics classification,
        List<MetricValue> zeroShot,
        RetrievalMetrics retrieval,
        List<MetricValue> recalls,
        MetricValue recall,
        List<Answer> answers,
        SimilarCases similar) {
    /** How many of the best are looked at for the one figure of retrieval. */
    public static final int AMONG = 5;

    /** The share of pictures whose most probable diagnosis is the true one. */
    public MetricValue accuracy() {
        return zeroShot.stream()
                .filter(metric -> metric.name().equals("acc"))
                .findFirst()
                .orElseThrow();
    }

    static MetricValue recall(RetrievalMetrics ranks, Bootstrap bootstrap) {
        Bootstrap.Statistic statistic =
                weights -> OptionalDouble.of((ranks.imageToText().recallAt(AMONG, weights)
                                + ranks.textToImage().recallAt(AMONG, weights))
                        / 2);
        return bootstrap.measure("recall_at_" + AMONG, ranks.imageToText().queries(), statistic);
    }
}
