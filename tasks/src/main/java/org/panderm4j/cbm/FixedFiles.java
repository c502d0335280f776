package org.panderm4j.cbm;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.panderm4j.data.table.Table;
import org.panderm4j.eval.MetricValue;
import org.panderm4j.eval.Predictions;
import org.panderm4j.eval.ThresholdCurve;
import org.panderm4j.report.CbmPage;
import org.panderm4j.report.CbmReport;
import org.panderm4j.report.Fact;
import org.panderm4j.report.PlainTable;
import org.panderm4j.report.RocGroup;
import org.panderm4j.report.ScoreColumn;
import org.panderm4j.run.CsvFile;
import org.panderm4j.run.RunFolder;
import org.panderm4j.run.RunPlan;

/** The files of a classifier that is trained on one table and tested on another. */
final class FixedFiles {
    private final RunFolder run;
    private final RunPlan plan;

    FixedFiles(RunFolder run, RunPlan plan) {
        this.run = run;
        this.plan = plan;
    }

    void write(FixedResult result) throws IOException {
        CbmFiles.classifier(run, result.fit().classifier(), CbmFolder.WEIGHTS, CbmFolder.INTERCEPT);
        CbmFiles.means(run, result.activity());
        run.write("summary.csv", file -> summary(file, result.summary()));
        run.write(
                "predictions.csv",
                file -> predictions(
                        file, result.inputs().test().table(), result.metrics().predictions(), result.decisions()));
        NeuronTable neurons = NeuronTable.of(result.fit().classifier());
        run.write("neurons.csv", neurons::write);
        if (result.inputs().groupColumn().isPresent()) {
            String column = result.inputs().groupColumn().get();
            run.write("groups.csv", file -> groups(file, column, result.groups()));
        }
        run.write("results.json", file -> CbmFiles.writeJson(json(result), file));
        run.write("report.html", file -> CbmReport.write(page(result, neurons), file));
    }

    static void summary(Path file, List<MetricValue> summary) throws IOException {
        try (CsvWriter csv = CsvFile.create(file)) {
            csv.writeRecord("metric", "value", "low", "high", "n");
            for (MetricValue metric : summary) {
                csv.writeRecord(cells(List.of(), metric));
            }
        }
    }

    static List<String> cells(List<String> keys, MetricValue metric) {
        List<String> cells = new ArrayList<>(keys);
        cells.add(metric.name());
        cells.add(CbmFiles.cell(metric.value()));
        cells.add(metric.interval().map(one -> Double.toString(one.low())).orElse(""));
        cells.add(metric.interval().map(one -> Double.toString(one.high())).orElse(""));
        cells.add(Integer.toString(metric.rows()));
        return cells;
    }

    /** The first column of the table names the row. */
    static void predictions(Path file, Table table, Predictions predictions, double[] decisions) throws IOException {
        try (CsvWriter csv = CsvFile.create(file)) {
            csv.writeRecord("row", table.header().get(0), "true_label", "predicted_label", "decision", "probability");
            for (int row = 0; row < decisions.length; row++) {
                csv.writeRecord(
                        Integer.toString(row),
                        table.rows().get(row).get(0),
                        Integer.toString(predictions.label(row)),
                        Integer.toString(predictions.predicted(row)),
                        Double.toString(decisions[row]),
                        Double.toString(predictions.probability(row, 1)));
            }
        }
    }

    private static void groups(Path file, String column, List<FixedResult.Group> groups) throws IOException {
        try (CsvWriter csv = CsvFile.create(file)) {
            csv.writeRecord("column", "group", "metric", "value", "low", "high", "n");
            for (FixedResult.Group group : groups) {
                for (MetricValue metric : group.summary()) {
                    csv.writeRecord(cells(List.of(column, group.value()), metric));
                }
            }
        }
    }

    private static Map<String, Object> json(FixedResult result) {
        FixedInputs inputs = result.inputs();
        Map<String, Object> all = CbmJson.head("fixed", inputs.train(), inputs.solver());
        all.put("seed", inputs.seed());
        all.put("n_train", inputs.train().labels().length);
        all.put("n_test", inputs.test().labels().length);
        all.put("epochs", result.fit().epochs());
        all.put("converged", result.fit().converged());
        all.put("intercept", result.fit().classifier().intercept());
        all.put("neurons_with_weight", result.fit().classifier().live());
        all.put("notes", result.notes());
        all.put("metrics", CbmJson.metrics(result.summary()));
        Map<String, Object> groups = new LinkedHashMap<>();
        result.groups().forEach(group -> groups.put(group.value(), CbmJson.metrics(group.summary())));
        all.put("groups", groups);
        return all;
    }

    private CbmPage page(FixedResult result, NeuronTable neurons) {
        FixedInputs inputs = result.inputs();
        BinaryLabels labels = inputs.train();
        return new CbmPage(
                CbmPages.KIND,
                inputs.test().table().file().getFileName().toString(),
                "\"" + labels.names().get(1) + "\" told by a linear classifier with few weights, trained on "
                        + labels.labels().length + " rows of "
                        + labels.table().file().getFileName() + ", tested on "
                        + inputs.test().labels().length + " of "
                        + inputs.test().table().file().getFileName() + ".",
                result.notes(),
                List.of(new ScoreColumn("test rows", result.summary())),
                "With 95 % bootstrap intervals.",
                List.of(),
                rocs("test rows", result),
                CbmPages.weights(neurons, labels),
                List.of(),
                groupTables(inputs, result.groups()),
                List.of(
                        new Fact(
                                "Training rows",
                                inputs.trainActivations().file().toString()),
                        new Fact("Test rows", inputs.testActivations().file().toString()),
                        CbmPages.solver(inputs.solver()),
                        new Fact("Epochs", Integer.toString(result.fit().epochs())),
                        new Fact(
                                "Neurons with a weight",
                                Integer.toString(result.fit().classifier().live()))),
                List.of(new Fact(
                        "What is left without a concept",
                        "./panderm cbm intervene --cbm " + plan.options().getOrDefault("--out", ".") + " --activations "
                                + inputs.testActivations().file() + " --csv "
                                + inputs.test().table().file()
                                + " --concept hair --sae sae.safetensors --model panderm2 --out intervention")));
    }

    private static List<RocGroup> rocs(String name, FixedResult result) {
        return ThresholdCurve.roc(result.metrics().predictions(), 1).stream()
                .map(curve -> new RocGroup(
                        name, List.of(curve), CbmPages.share(result.metrics().value("auroc"))))
                .toList();
    }

    private static List<PlainTable> groupTables(FixedInputs inputs, List<FixedResult.Group> groups) {
        if (inputs.groupColumn().isEmpty()) {
            return List.of();
        }
        List<String> header = new ArrayList<>(List.of("Value", "n"));
        header.addAll(CbmPages.titles());
        return List.of(new PlainTable(
                "By " + inputs.groupColumn().get(),
                "Of the test rows.",
                header,
                1,
                groups.stream().map(FixedFiles::row).toList()));
    }

    private static List<String> row(FixedResult.Group group) {
        List<String> row = new ArrayList<>(List.of(group.value(), Integer.toString(group.rows())));
        group.summary().forEach(metric -> row.add(CbmPages.share(metric.value())));
        return row;
    }
}
