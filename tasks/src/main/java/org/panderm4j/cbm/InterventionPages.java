package org.panderm4j.cbm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.panderm4j.eval.BinaryMetrics;
import org.panderm4j.eval.MetricValue;
import org.panderm4j.eval.ThresholdCurve;
import org.panderm4j.report.CbmPage;
import org.panderm4j.report.Fact;
import org.panderm4j.report.PlainTable;
import org.panderm4j.report.RocGroup;
import org.panderm4j.report.ScoreColumn;
import org.panderm4j.report.ShortNumber;
import org.panderm4j.report.WeightChart;

/** From an intervention to the page that shows it. */
final class InterventionPages {
    private static final String AFTER = "after";
    private static final String BEFORE = "before";

    private final InterventionInputs inputs;

    InterventionPages(InterventionInputs inputs) {
        this.inputs = inputs;
    }

    CbmPage of(InterventionResult result) {
        List<RocGroup> rocs = new ArrayList<>();
        roc(AFTER, result.metricsAfter(), rocs);
        roc(BEFORE, result.metricsBefore(), rocs);
        return new CbmPage(
                "Intervention on concepts",
                inputs.labels().table().file().getFileName().toString(),
                result.neurons().size() + " of " + inputs.cbm().classifier().weight().length + " neurons are "
                        + inputs.told() + " in " + result.before().length + " rows; the classifier of "
                        + inputs.cbm().folder() + " stays as it is"
                        + (result.recalibration().isPresent() ? " but for its intercept. " : ". ") + result.flipped()
                        + " predictions become other ones.",
                result.notes(),
                List.of(
                        new ScoreColumn(AFTER, result.summary().after()),
                        new ScoreColumn(BEFORE, result.summary().before()),
                        new ScoreColumn("change", result.summary().change())),
                "After the intervention, with 95 % bootstrap intervals; those of the change draw the same rows on both sides.",
                List.of(),
                rocs,
                weights(result.neurons()),
                List.of(neurons(result.neurons())),
                groups(result),
                List.of(
                        new Fact("Classifier", inputs.cbm().folder().toString()),
                        new Fact("Array", inputs.activations().file().toString()),
                        new Fact("Activations after", InterventionTask.ACTIVATIONS),
                        new Fact("Change", inputs.told()),
                        new Fact(
                                "Intercept",
                                result.recalibration().map(Recalibration::told).orElse("as learned"))),
                List.of());
    }

    private static void roc(String name, BinaryMetrics metrics, List<RocGroup> rocs) {
        ThresholdCurve.roc(metrics.predictions(), 1)
                .ifPresent(
                        curve -> rocs.add(new RocGroup(name, List.of(curve), CbmPages.share(metrics.value("auroc")))));
    }

    private static WeightChart weights(List<ChosenNeuron> neurons) {
        return new WeightChart(
                "Weights of the neurons that were changed",
                "To the right: spoke for class 1, where the neuron was active.",
                neurons.stream()
                        .limit(CbmPages.SHOWN)
                        .map(one -> new WeightChart.Bar(
                                (one.concept().isEmpty() ? "neuron" : one.concept()) + " " + one.neuron(),
                                one.importance(),
                                "rank " + one.rank()))
                        .toList());
    }

    private static PlainTable neurons(List<ChosenNeuron> neurons) {
        return new PlainTable(
                "Neurons that were changed",
                "Rank by size of weight, 0 for the largest.",
                List.of("Concept", "Found by", "Neuron", "Rank", "Weight", "Similarity"),
                2,
                neurons.stream()
                        .map(one -> List.of(
                                one.concept(),
                                one.method(),
                                Integer.toString(one.neuron()),
                                Integer.toString(one.rank()),
                                ShortNumber.of(one.importance()),
                                one.similarity().isPresent()
                                        ? CbmPages.share(one.similarity().getAsDouble())
                                        : ""))
                        .toList());
    }

    private List<PlainTable> groups(InterventionResult result) {
        if (inputs.groupColumn().isEmpty()) {
            return List.of();
        }
        List<String> header = new ArrayList<>(List.of("Value", "n"));
        header.addAll(CbmPages.titles());
        List<List<String>> rows = new ArrayList<>();
        for (InterventionResult.Group group : result.groups()) {
            List<String> row = new ArrayList<>(List.of(group.value(), Integer.toString(group.rows())));
            for (int i = 0; i < group.scores().before().size(); i++) {
                row.add(arrow(group.scores(), i));
            }
            rows.add(row);
        }
        return List.of(new PlainTable("By " + inputs.groupColumn().get(), "Before → after.", header, 1, rows));
    }

    private static String arrow(InterventionResult.Comparison scores, int metric) {
        OptionalDouble before = scores.before().get(metric).value();
        MetricValue after = scores.after().get(metric);
        return before.isEmpty() || after.value().isEmpty()
                ? "not defined"
                : String.format(
                        Locale.ROOT,
                        "%.3f → %.3f",
                        before.getAsDouble(),
                        after.value().getAsDouble());
    }
}
