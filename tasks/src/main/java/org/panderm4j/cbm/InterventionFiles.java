package org.panderm4j.cbm;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.panderm4j.concepts.Intervention;
import org.panderm4j.eval.MetricValue;
import org.panderm4j.report.CbmReport;
import org.panderm4j.run.CsvFile;
import org.panderm4j.run.RunFolder;

/** The files of an intervention. */
final class InterventionFiles {
    private final RunFolder run;
    private final InterventionInputs inputs;

    InterventionFiles(RunFolder run, InterventionInputs inputs) {
        this.run = run;
        this.inputs = inputs;
    }

    void write(InterventionResult result) throws IOException {
        run.write("intervened.csv", file -> neurons(file, result.neurons()));
        run.write("summary.csv", file -> summary(file, result.summary()));
        run.write("predictions.csv", file -> predictions(file, result));
        if (inputs.groupColumn().isPresent()) {
            run.write("groups.csv", file -> groups(file, result));
        }
        run.write(CbmFolder.RESULTS, file -> CbmFiles.writeJson(json(result), file));
        run.write("report.html", file -> CbmReport.write(new InterventionPages(inputs).of(result), file));
    }

    private static void neurons(Path file, List<ChosenNeuron> neurons) throws IOException {
        try (CsvWriter csv = CsvFile.create(file)) {
            csv.writeRecord("neuron", "rank", "importance", "similarity", "concept", "method");
            for (ChosenNeuron one : neurons) {
                csv.writeRecord(
                        Integer.toString(one.neuron()),
                        Integer.toString(one.rank()),
                        Double.toString(one.importance()),
                        CbmFiles.cell(one.similarity()),
                        one.concept(),
                        one.method());
            }
        }
    }

    private static void summary(Path file, InterventionResult.Comparison scores) throws IOException {
        try (CsvWriter csv = CsvFile.create(file)) {
            csv.writeRecord(
                    "metric",
                    "before",
                    "before_low",
                    "before_high",
                    "after",
                    "after_low",
                    "after_high",
                    "change",
                    "change_low",
                    "change_high",
                    "n");
            for (int i = 0; i < scores.before().size(); i++) {
                csv.writeRecord(record(List.of(), scores, i));
            }
        }
    }

    private static List<String> record(List<String> keys, InterventionResult.Comparison scores, int metric) {
        List<String> cells = new ArrayList<>(keys);
        cells.add(scores.before().get(metric).name());
        for (List<MetricValue> column : List.of(scores.before(), scores.after(), scores.change())) {
            MetricValue one = column.get(metric);
            cells.add(CbmFiles.cell(one.value()));
            cells.add(one.interval()
                    .map(between -> Double.toString(between.low()))
                    .orElse(""));
            cells.add(one.interval()
                    .map(between -> Double.toString(between.high()))
                    .orElse(""));
        }
        cells.add(Integer.toString(scores.before().get(metric).rows()));
        return cells;
    }

    private void groups(Path file, InterventionResult result) throws IOException {
        try (CsvWriter csv = CsvFile.create(file)) {
            csv.writeRecord(
                    "column",
                    "group",
                    "metric",
                    "before",
                    "before_low",
                    "before_high",
                    "after",
                    "after_low",
                    "after_high",
                    "change",
                    "change_low",
                    "change_high",
                    "n");
            for (InterventionResult.Group group : result.groups()) {
                for (int i = 0; i < group.scores().before().size(); i++) {
                    csv.writeRecord(
                            record(List.of(inputs.groupColumn().orElseThrow(), group.value()), group.scores(), i));
                }
            }
        }
    }

    private void predictions(Path file, InterventionResult result) throws IOException {
        var table = inputs.labels().table();
        try (CsvWriter csv = CsvFile.create(file)) {
            csv.writeRecord(
                    "row",
                    table.header().get(0),
                    "true_label",
                    "decision_before",
                    "decision_after",
                    "probability_before",
                    "probability_after");
            for (int row = 0; row < result.before().length; row++) {
                csv.writeRecord(
                        Integer.toString(row),
                        table.rows().get(row).get(0),
                        Integer.toString(inputs.labels().labels()[row]),
                        Double.toString(result.before()[row]),
                        Double.toString(result.after()[row]),
                        Double.toString(result.metricsBefore().predictions().probability(row, 1)),
                        Double.toString(result.metricsAfter().predictions().probability(row, 1)));
            }
        }
    }

    private Map<String, Object> json(InterventionResult result) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("kind", "intervention");
        all.put("cbm", inputs.cbm().folder().toString());
        all.put(CbmFolder.LABEL_COLUMN, inputs.labels().column());
        all.put(CbmFolder.POSITIVE, inputs.labels().positive());
        all.put("change", inputs.told());
        all.put("neurons", NeuronChoice.numbers(inputs.neurons()));
        if (inputs.change() instanceof Intervention.Change.Mean mean) {
            all.put(
                    "means",
                    inputs.neurons().stream()
                            .map(one -> mean.values()[one.neuron()])
                            .toList());
        }
        result.recalibration().ifPresent(one -> {
            all.put("intercept_shift", one.shift());
            all.put("train_rows", one.rows());
            all.put("train_rows_positive", one.positive());
        });
        all.put("n", result.before().length);
        all.put("predictions_changed", result.flipped());
        all.put("notes", result.notes());
        all.putAll(scores(result.summary()));
        Map<String, Object> groups = new LinkedHashMap<>();
        result.groups().forEach(group -> groups.put(group.value(), scores(group.scores())));
        all.put("groups", groups);
        return all;
    }

    private static Map<String, Object> scores(InterventionResult.Comparison scores) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("before", CbmJson.metrics(scores.before()));
        all.put("after", CbmJson.metrics(scores.after()));
        all.put("difference", CbmJson.metrics(scores.change()));
        return all;
    }
}
