package org.panderm4j.zeroshot;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.panderm4j.eval.MetricValue;
import org.panderm4j.eval.Predictions;
import org.panderm4j.model.DermModel;
import org.panderm4j.report.ZeroShotReport;
import org.panderm4j.run.CsvFile;
import org.panderm4j.run.RunFolder;
import org.panderm4j.run.RunPlan;

/** The files of a finished zero-shot run. */
final class ZeroShotFiles {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final DermModel model;
    private final RunFolder run;
    private final ZeroShotTask.Settings settings;
    private final RunPlan plan;

    ZeroShotFiles(DermModel model, RunFolder run, ZeroShotTask.Settings settings, RunPlan plan) {
        this.model = model;
        this.run = run;
        this.settings = settings;
        this.plan = plan;
    }

    void write(List<DataSetResult> results) throws IOException {
        for (DataSetResult result : results) {
            run.write("predictions/" + result.dataSet().name() + ".csv", file -> predictions(file, result));
        }
        run.write("summary.csv", file -> summary(file, results));
        run.write("results.json", file -> Files.write(file, JSON.writeValueAsBytes(json(results))));
        run.write(
                "report.html",
                file -> ZeroShotReport.write(new ZeroShotPages(model, settings, plan).page(results), file));
    }

    private static void predictions(Path file, DataSetResult result) throws IOException {
        Predictions predictions = result.metrics().predictions();
        try (CsvWriter csv = CsvFile.create(file)) {
            List<String> header =
                    new ArrayList<>(List.of(result.dataSet().table().imageColumn(), "true_label", "predicted_label"));
            for (int c = 0; c < predictions.classes(); c++) {
                header.add("probability_class_" + c);
            }
            csv.writeRecord(header);
            for (int row = 0; row < predictions.rows(); row++) {
                List<String> fields = new ArrayList<>(List.of(
                        result.rows().get(row).image(),
                        Integer.toString(predictions.label(row)),
                        Integer.toString(predictions.predicted(row))));
                for (int c = 0; c < predictions.classes(); c++) {
                    fields.add(Float.toString((float) predictions.probability(row, c)));
                }
                csv.writeRecord(fields);
            }
        }
    }

    /** A metric that the rows do not define has an empty cell, as in every table of metrics. */
    private static void summary(Path file, List<DataSetResult> results) throws IOException {
        try (CsvWriter csv = CsvFile.create(file)) {
            csv.writeRecord("dataset", "n", "metric", "value", "low", "high");
            for (DataSetResult result : results) {
                for (MetricValue metric : result.summary()) {
                    csv.writeRecord(
                            result.dataSet().name(),
                            Integer.toString(result.rows().size()),
                            metric.name(),
                            metric.value().isPresent()
                                    ? Double.toString(metric.value().getAsDouble())
                                    : "",
                            metric.interval()
                                    .map(one -> Double.toString(one.low()))
                                    .orElse(""),
                            metric.interval()
                                    .map(one -> Double.toString(one.high()))
                                    .orElse(""));
                }
            }
        }
    }

    private static Map<String, Object> json(List<DataSetResult> results) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (DataSetResult result : results) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("n", result.rows().size());
            one.put("skipped", result.failures().size());
            one.put("classes", result.dataSet().labels().classes());
            Map<String, Object> metrics = new LinkedHashMap<>();
            result.summary().forEach(metric -> metrics.put(metric.name(), json(metric)));
            one.put("metrics", metrics);
            all.put(result.dataSet().name(), one);
        }
        return Map.of("datasets", all);
    }

    /** Undefined values are null, so that a reader cannot take them for numbers. */
    private static Map<String, Object> json(MetricValue metric) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("value", metric.value().isPresent() ? metric.value().getAsDouble() : null);
        value.put("low", metric.interval().map(one -> one.low()).orElse(null));
        value.put("high", metric.interval().map(one -> one.high()).orElse(null));
        return value;
    }
}
