package org.panderm4j.report;

import java.util.List;
import java.util.Optional;
import org.panderm4j.eval.MetricValue;

/**
 * Everything on the page of a multimodal fine-tuning.
 *
 * @param title such as the name of the data set
 * @param lead what was fused and how much of the towers learned, in a few sentences
 * @param notes what a reader must know before the figures
 * @param counts how many cases there were, in a line
 * @param classes in class order
 * @param validation figures of the validation cases; empty where nothing was measured
 * @param scores of the test cases; empty where there are none
 * @param charts of the training that say most
 * @param others of the training
 * @param missing what was done about missing pictures, and how many cases it touched
 * @param commands to use the model, each with what it does
 * @param facts about data, model and run
 * @param options that were in force
 * @param skipped inputs that could not be used
 */
public record FinetunePage(
        String title,
        String lead,
        List<String> notes,
        String counts,
        List<String> classes,
        List<MetricValue> validation,
        Optional<FinetuneScores> scores,
        List<CurveChart> charts,
        List<CurveChart> others,
        String missing,
        List<Fact> commands,
        List<Fact> facts,
        List<Fact> options,
        List<Skipped> skipped)
        implements MetricNames {
    public FinetunePage {
        if (scores.isPresent()) {
            int expected = scores.get().test().predictions().classes();
            if (classes.size() != expected) {
                throw new IllegalArgumentException(title + ": expected " + expected
                        + " class names as there are probabilities, found " + classes.size());
            }
        }
    }

    /** Whether there is anything to be said of a training. */
    boolean isTrained() {
        return scores.isEmpty() || !charts.isEmpty() || !validation.isEmpty();
    }

    /** Those of the headline. */
    List<MetricValue> headline() {
        return FinetuneScores.HEADLINE.stream()
                .map(name -> MetricValues.named(scores.orElseThrow().metrics(), name))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Of a subgroup's metric: its area is another one than that of the whole. */
    @Override
    public String title(String metric) {
        return MetricLabels.title(MetricLabels.ofProbe(metric, classes.size()));
    }

    /** All metrics of the test cases, by names that say what they are with so many classes. */
    List<MetricValue> metrics() {
        return scores.orElseThrow().metrics().stream()
                .map(metric -> new MetricValue(
                        MetricLabels.ofFinetune(metric.name(), classes.size()),
                        metric.rows(),
                        metric.value(),
                        metric.interval()))
                .toList();
    }

    /** Of a metric, by the same names. */
    String meaning(String metric) {
        return MetricLabels.meaning(MetricLabels.ofFinetune(metric, classes.size()));
    }

    /** Why an area is empty. */
    String whyUndefined() {
        return new AbsentClasses(scores.orElseThrow().test(), classes).why("case");
    }

    /** For the parts of the page that pages about a data set have too. */
    DataSetSection section() {
        FinetuneScores all = scores.orElseThrow();
        return new DataSetSection(
                title,
                classes,
                all.test().predictions().rows(),
                all.metrics().get(0).name(),
                all.metrics(),
                all.test().confusion(),
                List.of(),
                skipped);
    }
}
