package org.panderm4j.sae;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.panderm4j.report.Curve;
import org.panderm4j.report.CurveChart;

/** What a training drew over its epochs. */
final class EpochCharts {
    private final List<Map<String, Double>> epochs;

    /**
     * @param epochs numbers by name, in order, as lines of {@code metrics.jsonl} have them
     */
    EpochCharts(List<Map<String, Double>> epochs) {
        this.epochs = epochs;
    }

    List<CurveChart> charts() {
        List<CurveChart> charts = new ArrayList<>();
        charts.add(
                chart("Loss", "What was minimised, mean over the rows of an epoch.", "training", "loss", "validation"));
        charts.add(chart(
                "Variance explained",
                "1 where the reconstruction tells all; 0 where it tells no more than the mean of all rows.",
                "training",
                "explained_variance",
                "validation"));
        charts.add(
                chart("Reconstruction", "Mean squared difference of a row's values.", "training", "l2", "validation"));
        charts.add(chart(
                "Active features",
                "Mean number of features that a row activates (L0).",
                "training",
                "l0",
                "validation"));
        charts.add(new CurveChart(
                "Alive and dead features",
                "Features that some row of the epoch has activated, and those that none has.",
                "epoch",
                List.of(curve("alive", "alive"), curve("dead", "dead"))));
        charts.add(new CurveChart(
                "Density",
                "Share of the epoch's rows in which the middle feature, and the densest of ten in a hundred, are active.",
                "epoch",
                List.of(curve("median", "density_median"), curve("90th percentile", "density_p90"))));
        return charts;
    }

    private CurveChart chart(String title, String note, String name, String key, String other) {
        List<Curve> curves = new ArrayList<>(List.of(curve(name, key)));
        if (epochs.stream().anyMatch(line -> line.containsKey(other + "_" + key))) {
            curves.add(curve(other, other + "_" + key));
        }
        return new CurveChart(title, note, "epoch", curves);
    }

    private Curve curve(String name, String key) {
        return new Curve(
                name,
                true,
                epochs.stream().mapToDouble(line -> line.get("epoch")).toArray(),
                epochs.stream()
                        .mapToDouble(line -> line.getOrDefault(key, Double.NaN))
                        .toArray());
    }
}
