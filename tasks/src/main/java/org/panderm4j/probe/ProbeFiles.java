package org.panderm4j.probe;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.panderm4j.data.table.ProbeTable;
import org.panderm4j.eval.MetricValue;
import org.panderm4j.eval.Predictions;
import org.panderm4j.eval.Subgroup;
import org.panderm4j.run.CsvFile;
import org.panderm4j.run.RunFolder;
import org.panderm4j.run.RunPlan;

/** The files of a finished probe. */
final class ProbeFiles {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final RunFolder run;
    private final ProbeSettings settings;
    private final RunPlan plan;

    ProbeFiles(RunFolder run, ProbeSettings settings, RunPlan plan) {
        this.run = run;
        this.settings = settings;
        this.plan = plan;
    }

    /** A share in percent, such as {@code 10 %}. */
    static String percent(double share) {
        return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString() + " %";
    }

    void write(ProbeResult result) throws IOException {
        for (ShareResult share : result.shares()) {
            String name = "percent_data_" + share.share();
            run.write("predictions/" + name + ".csv", file -> predictions(file, result, share));
            run.write("heads/" + name + ".safetensors", file -> HeadFile.write(share.head(), file));
        }
        run.write(HeadFile.NAME, file -> HeadFile.write(result.last().head(), file));
        run.write("summary.csv", file -> summary(file, result));
        if (!result.last().sweep().isEmpty()) {
            run.write("sweep.csv", file -> sweep(file, result));
        }
        if (!result.last().baselines().isEmpty()) {
            run.write("baselines.csv", file -> baselines(file, result));
        }
        if (!result.last().subgroups().isEmpty()) {
            run.write("subgroups.csv", file -> subgroups(file, result));
        }
        run.write(
                "results.json", file -> Files.write(file, JSON.writeValueAsBytes(new ProbeJson(settings).of(result))));
        run.write("report.html", file -> new ProbePages(settings, plan).write(result, file));
    }

    private static void predictions(Path file, ProbeResult result, ShareResult share) throws IOException {
        Predictions predictions = share.metrics().predictions();
        try (CsvWriter csv = CsvFile.create(file)) {
            csv.writeRecord(header(
                    List.of(result.table().imageColumn(), "true_label", "predicted_label"), predictions.classes()));
            for (int row = 0; row < predictions.rows(); row++) {
                ProbeTable.Row tested = result.testRows().get(row);
                List<String> fields = new ArrayList<>(List.of(
                        tested.image(),
                        Integer.toString(predictions.label(row)),
                        Integer.toString(predictions.predicted(row))));
                for (int k = 0; k < predictions.classes(); k++) {
                    fields.add(Float.toString((float) predictions.probability(row, k)));
                }
                csv.writeRecord(fields);
            }
        }
    }

    /** Names, and one for each class's probability. */
    static List<String> header(List<String> names, int classes) {
        List<String> header = new ArrayList<>(names);
        for (int k = 0; k < classes; k++) {
            header.add("probability_class_" + k);
        }
        return header;
    }

    private static void summary(Path file, ProbeResult result) throws IOException {
        try (CsvWriter csv = CsvFile.create(file)) {
            csv.writeRecord("percent", "metric", "value", "low", "high", "n");
            for (ShareResult share : result.shares()) {
                for (MetricValue metric : share.summary()) {
                    csv.writeRecord(record(List.of(Double.toString(share.share())), metric));
                }
            }
        }
    }

    private static void baselines(Path file, ProbeResult result) throws IOException {
        try (CsvWriter csv = CsvFile.create(file)) {
            csv.writeRecord("percent", "classifier", "metric", "value", "low", "high", "n");
            for (ShareResult share : result.shares()) {
                for (ShareResult.Baseline baseline : share.baselines()) {
                    for (MetricValue metric : baseline.summary()) {
                        csv.writeRecord(record(List.of(Double.toString(share.share()), baseline.name()), metric));
                    }
                }
            }
        }
    }

    private static void subgroups(Path file, ProbeResult result) throws IOException {
        try (CsvWriter csv = CsvFile.create(file)) {
            csv.writeRecord("percent", "column", "group", "metric", "value", "low", "high", "n");
            for (ShareResult share : result.shares()) {
                for (ShareResult.Column column : share.subgroups()) {
                    for (Subgroup group : column.groups()) {
                        for (MetricValue metric : group.metrics()) {
                            csv.writeRecord(record(
                                    List.of(Double.toString(share.share()), column.name(), group.value()), metric));
                        }
                    }
                }
            }
        }
    }

    /** What is not defined is an empty cell. */
    private static List<String> record(List<String> keys, MetricValue metric) {
        List<String> fields = new ArrayList<>(keys);
        fields.add(metric.name());
        fields.add(metric.value().isPresent() ? Double.toString(metric.value().getAsDouble()) : "");
        fields.add(metric.interval().map(one -> Double.toString(one.low())).orElse(""));
        fields.add(metric.interval().map(one -> Double.toString(one.high())).orElse(""));
        fields.add(Integer.toString(metric.rows()));
        return fields;
    }

    private static void sweep(Path file, ProbeResult result) throws IOException {
        try (CsvWriter csv = CsvFile.create(file)) {
            csv.writeRecord("percent", "c", "metric", "value", "chosen");
            for (ShareResult share : result.shares()) {
                for (ShareResult.SweepPoint point : share.sweep()) {
                    csv.writeRecord(
                            Double.toString(share.share()),
                            Double.toString(point.cost()),
                            point.metric(),
                            Double.isNaN(point.value()) ? "" : Double.toString(point.value()),
                            Boolean.toString(point.chosen()));
                }
            }
        }
    }
}
