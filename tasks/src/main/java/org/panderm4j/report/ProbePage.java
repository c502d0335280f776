package org.panderm4j.report;

import java.util.List;
import java.util.Optional;
import org.panderm4j.eval.MetricValue;
import org.panderm4j.eval.ProbeMetrics;

/**
 * Everything on the page of a linear probe. Where nothing else is said, it is about the test rows and the largest share.
 *
 * @param title such as the name of the table
 * @param lead what was probed, in a sentence
 * @param notes what a reader must know before the figures
 * @param classes in class order
 * @param shares of the training rows, ascending, at least one
 * @param test scores
 * @param calibration before and, if there is a temperature, after it
 * @param subgroups of the test rows, one entry a column
 * @param errors the most confident first
 * @param facts about features and fit
 * @param commands to use the head, each with what it does
 * @param skipped inputs without a feature
 */
public record ProbePage(
        String title,
        String lead,
        List<String> notes,
        List<String> classes,
        List<ProbeShare> shares,
        ProbeMetrics test,
        List<Reliability> calibration,
        List<SubgroupTable> subgroups,
        List<ConfidentError> errors,
        List<Fact> facts,
        List<Fact> commands,
        List<Skipped> skipped)
        implements MetricNames {
    /** What stands for the rest, in this order. */
    static final List<String> HEADLINE = List.of("bacc", "auroc", "acc");

    /**
     * A wrong prediction.
     *
     * @param file as the table names it
     * @param label true class
     * @param predicted class
     * @param confidence probability of the predicted class
     * @param own probability of the true class
     */
    public record ConfidentError(String file, String label, String predicted, double confidence, double own) {}

    public ProbePage {
        if (shares.isEmpty()) {
            throw new IllegalArgumentException(title + ": expected at least one share, found none");
        }
        if (classes.size() != test.predictions().classes()) {
            throw new IllegalArgumentException(title + ": expected "
                    + test.predictions().classes() + " class names as there are probabilities, found "
                    + classes.size());
        }
    }

    ProbeShare last() {
        return shares.get(shares.size() - 1);
    }

    /** Those of the headline that were measured. */
    List<MetricValue> headline() {
        return HEADLINE.stream()
                .map(name -> MetricValues.named(last().metrics(), name))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Why an area is empty. */
    String whyUndefined() {
        return new AbsentClasses(test, classes).why("row");
    }

    /** Of a metric, in a reader's words: a probe's area is another one than that of other pages. */
    @Override
    public String title(String metric) {
        return MetricLabels.title(MetricLabels.ofProbe(metric, classes.size()));
    }

    String meaning(String metric) {
        return MetricLabels.meaning(MetricLabels.ofProbe(metric, classes.size()));
    }

    /** For the parts of the page that pages about a data set have too. */
    DataSetSection section() {
        return new DataSetSection(
                title,
                classes,
                test.predictions().rows(),
                last().metrics().get(0).name(),
                last().metrics(),
                test.confusion(),
                List.of(),
                skipped);
    }
}
