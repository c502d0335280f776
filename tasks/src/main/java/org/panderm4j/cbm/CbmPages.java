package org.panderm4j.cbm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.panderm4j.eval.BinaryMetrics;
import org.panderm4j.eval.Spread;
import org.panderm4j.nn.linear.L1Sgd;
import org.panderm4j.report.CbmPage;
import org.panderm4j.report.Fact;
import org.panderm4j.report.PlainTable;
import org.panderm4j.report.RocGroup;
import org.panderm4j.report.ScoreColumn;
import org.panderm4j.report.ShortNumber;
import org.panderm4j.report.Strip;
import org.panderm4j.report.WeightChart;
import org.panderm4j.run.RunPlan;
import org.panderm4j.run.ShellWords;

/** From classifiers over splits to the page that shows them. */
final class CbmPages {
    static final String KIND = "Concept bottleneck";
    static final int SHOWN = 30;
    private static final String BASELINE = "raw features";

    private final CbmSettings settings;
    private final RunPlan plan;

    CbmPages(CbmSettings settings, RunPlan plan) {
        this.settings = settings;
        this.plan = plan;
    }

    static String share(OptionalDouble value) {
        return value.isPresent() ? share(value.getAsDouble()) : "not defined";
    }

    static String share(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    CbmPage of(CbmResult result) {
        CbmInputs inputs = result.inputs();
        List<ScoreColumn> columns = new ArrayList<>(List.of(column(inputs.name(), result.study())));
        result.baseline().ifPresent(baseline -> columns.add(column(BASELINE, baseline)));
        List<RocGroup> rocs = new ArrayList<>();
        roc(inputs.name(), result.study()).ifPresent(rocs::add);
        result.baseline().flatMap(baseline -> roc(BASELINE, baseline)).ifPresent(rocs::add);
        return new CbmPage(
                KIND,
                inputs.labels().table().file().getFileName().toString(),
                lead(result),
                result.notes(),
                columns,
                "Means over " + result.study().fits().size()
                        + " splits; in grey the middle 95 % of the splits, which share rows: no interval for other data.",
                strips(result),
                rocs,
                weights(NeuronTable.of(result.study()), inputs.labels()),
                List.of(),
                groups(result),
                facts(result),
                commands());
    }

    private static String lead(CbmResult result) {
        BinaryLabels labels = result.inputs().labels();
        return "\"" + labels.names().get(1) + "\" (" + labels.count(1) + " of " + labels.labels().length
                + " rows) told from " + result.held().width() + " "
                + (result.inputs().raw() ? "features" : "learned concepts")
                + " by a linear classifier with few weights.";
    }

    private static ScoreColumn column(String name, SplitStudy study) {
        return new ScoreColumn(
                name, study.spreads().stream().map(Spread::metric).toList());
    }

    private static Optional<RocGroup> roc(String name, SplitStudy study) {
        var curves = study.fits().stream().flatMap(fit -> fit.roc().stream()).toList();
        Spread area = study.spreads().get(0);
        return curves.isEmpty()
                ? Optional.empty()
                : Optional.of(new RocGroup(name, curves, share(area.mean()) + " (mean of " + curves.size() + ")"));
    }

    private static List<Strip> strips(CbmResult result) {
        if (result.study().fits().size() < 2) {
            return List.of();
        }
        return BinaryMetrics.NAMES.stream()
                .map(name -> {
                    List<Strip.Series> series =
                            new ArrayList<>(List.of(series(result.inputs().name(), result.study(), name)));
                    result.baseline().ifPresent(baseline -> series.add(series(BASELINE, baseline, name)));
                    return new Strip(name, series);
                })
                .toList();
    }

    private static Strip.Series series(String name, SplitStudy study, String metric) {
        double[] values = study.fits().stream()
                .map(fit -> fit.metrics().value(metric))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .toArray();
        return new Strip.Series(name, values, Arrays.stream(values).average().orElse(Double.NaN));
    }

    static WeightChart weights(NeuronTable neurons, BinaryLabels labels) {
        List<WeightChart.Bar> bars = neurons.rows().stream()
                .limit(SHOWN)
                .map(row -> new WeightChart.Bar(
                        "neuron " + row.neuron(),
                        row.weight(),
                        "rank " + row.rank() + ", in " + row.splits() + " fits"))
                .toList();
        return new WeightChart(
                "Largest weights",
                "The " + bars.size() + " largest of " + neurons.rows().size()
                        + " neurons with a weight. To the right: speaks for \""
                        + labels.names().get(1)
                        + "\". What a neuron stands for is told by 'panderm cbm explain' and 'panderm concepts name'.",
                bars);
    }

    private static List<PlainTable> groups(CbmResult result) {
        if (result.inputs().groupColumn().isEmpty()) {
            return List.of();
        }
        List<List<String>> rows = result.study().groups().stream()
                .map(group -> {
                    List<String> row =
                            new ArrayList<>(List.of(group.value(), String.format(Locale.ROOT, "%.1f", group.rows())));
                    group.spreads().forEach(spread -> row.add(share(spread.mean())));
                    return row;
                })
                .map(List::copyOf)
                .toList();
        List<String> header = new ArrayList<>(List.of("Value", "n test, mean"));
        header.addAll(titles());
        return List.of(
                new PlainTable("By " + result.inputs().groupColumn().get(), "Means over the splits.", header, 1, rows));
    }

    static List<String> titles() {
        return List.of("AUROC", "Macro F1", "Accuracy", "Balanced accuracy", "Sensitivity", "Specificity");
    }

    private List<Fact> facts(CbmResult result) {
        return List.of(
                new Fact("Array", result.inputs().activations().file().toString()),
                new Fact("In memory", memory(result.held())),
                new Fact("Label", "column " + result.inputs().labels().column()),
                new Fact(
                        "Splits",
                        settings.splits() + ", stratified, "
                                + ShortNumber.of(100 * settings.split().testShare()) + " % tested; seed "
                                + settings.seed() + ", so random states from " + settings.state(0)),
                solver(settings.solver()),
                new Fact("Epochs", epochs(result.study())),
                new Fact("Neurons with a weight", live(result.study())));
    }

    private static String memory(CbmResult.Held held) {
        return String.format(
                Locale.ROOT,
                "%,d values that are not 0 (%.2f %% of %,d x %,d), %.1f MiB",
                held.nonZeros(),
                100 * held.density(),
                held.rows(),
                held.width(),
                held.mebibytes());
    }

    private static String epochs(SplitStudy study) {
        IntSummaryStatistics epochs =
                study.fits().stream().mapToInt(fit -> fit.fit().epochs()).summaryStatistics();
        return epochs.getMin() + " to " + epochs.getMax();
    }

    private static String live(SplitStudy study) {
        double mean = study.fits().stream()
                .mapToInt(fit -> fit.fit().classifier().live())
                .average()
                .orElse(0);
        return study.mean().live() + " in any split, " + ShortNumber.of(mean) + " in one";
    }

    static Fact solver(L1Sgd solver) {
        return new Fact(
                "Solver",
                "logistic loss, L1 penalty by stochastic gradient descent, alpha " + solver.alpha() + ", up to "
                        + solver.maxEpochs() + " epochs, ends after " + solver.patience() + " without a gain of "
                        + solver.tolerance());
    }

    private List<Fact> commands() {
        String folder = ShellWords.quoted(plan.options().getOrDefault("--out", "."));
        return List.of(
                new Fact(
                        "What its neurons stand for",
                        "./panderm cbm explain --cbm " + folder
                                + " --sae sae.safetensors --model panderm2 --out explanation"),
                new Fact(
                        "What is left without a concept",
                        "./panderm cbm intervene --cbm " + folder
                                + " --activations activations.npy --csv table.csv --concept hair"
                                + " --sae sae.safetensors --model panderm2 --out intervention"));
    }
}
