package org.panderm4j.report;

import java.util.List;
import org.panderm4j.eval.ConfusionMatrix;
import org.panderm4j.eval.MetricValue;

/**
 * What the page says about one data set.
 *
 * @param name of the data set
 * @param classes in label order
 * @param rows scored
 * @param headline name of the metric that stands for the set, one of {@code metrics}
 * @param metrics all of them, with intervals
 * @param confusion of all scored rows
 * @param galleries groups of example pictures
 * @param skipped inputs without result
 */
public record DataSetSection(
        String name,
        List<String> classes,
        long rows,
        String headline,
        List<MetricValue> metrics,
        ConfusionMatrix confusion,
        List<Gallery> galleries,
        List<Skipped> skipped) {

    public DataSetSection {
        if (classes.size() != confusion.classes()) {
            throw new IllegalArgumentException(name + ": expected " + confusion.classes()
                    + " class names as the confusion matrix has, found " + classes.size());
        }
        if (metrics.stream().noneMatch(metric -> metric.name().equals(headline))) {
            throw new IllegalArgumentException(name + ": the headline " + headline + " is none of the metrics");
        }
    }

    /** The usual headline: the area under the ROC curve for two classes where it is defined, else accuracy. */
    public static String usualHeadline(List<MetricValue> metrics, int classes) {
        boolean hasArea = metrics.stream()
                .anyMatch(metric ->
                        metric.name().equals("auroc") && metric.value().isPresent());
        return classes == 2 && hasArea ? "auroc" : "acc";
    }

    MetricValue headlineMetric() {
        return metrics.stream()
                .filter(metric -> metric.name().equals(headline))
                .findFirst()
                .orElseThrow();
    }
}
