package org.panderm4j.finetune;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.panderm4j.data.multimodal.Case;
import org.panderm4j.data.multimodal.CaseTable;
import org.panderm4j.data.multimodal.NamedPicture;
import org.panderm4j.eval.ConfusionMatrix;
import org.panderm4j.eval.FinetuneMetrics;
import org.panderm4j.eval.MetricValue;
import org.panderm4j.eval.Predictions;
import org.panderm4j.eval.ProbeMetrics;
import org.panderm4j.run.CsvFile;

/**
 * Scored cases as CSV files.
 *
 * @param table that the cases are of
 * @param scores of some of them
 */
record ScoreTables(CaseTable table, TestScores scores) {
    /** One row under the reference's columns. */
    void metrics(Path file) throws IOException {
        try (CsvWriter csv = CsvFile.create(file)) {
            csv.writeRecord(FinetuneMetrics.NAMES);
            csv.writeRecord(FinetuneFiles.metrics(scores).byName().values().stream()
                    .map(String::valueOf)
                    .toList());
        }
    }

    /** A row a metric, with its interval; blank where it is not defined. */
    void summary(Path file) throws IOException {
        try (CsvWriter csv = CsvFile.create(file)) {
            csv.writeRecord("metric", "value", "low", "high");
            for (MetricValue metric : scores.metrics()) {
                csv.writeRecord(cells(metric));
            }
        }
    }

    private static List<String> cells(MetricValue metric) {
        return List.of(
                metric.name(),
                metric.value().isPresent() ? String.valueOf(metric.value().getAsDouble()) : "",
                metric.interval().map(one -> String.valueOf(one.low())).orElse(""),
                metric.interval().map(one -> String.valueOf(one.high())).orElse(""));
    }

    /** A row a case under the reference's columns. */
    void predictions(Path file) throws IOException {
        Predictions predictions = scores.predictions();
        try (CsvWriter csv = CsvFile.create(file)) {
            csv.writeRecord(FinetuneMetrics.predictionColumns(predictions.classes()));
            for (int i = 0; i < predictions.rows(); i++) {
                Case one = table.cases().get(scores.cases().get(i));
                List<String> row = new ArrayList<>(List.of(
                        one.dermoscopic().map(NamedPicture::name).orElse(""),
                        one.clinical().map(NamedPicture::name).orElse(""),
                        String.valueOf(predictions.label(i)),
                        String.valueOf(predictions.predicted(i))));
                for (int c = 0; c < predictions.classes(); c++) {
                    row.add(String.valueOf((float) predictions.probability(i, c)));
                }
                csv.writeRecord(row);
            }
        }
    }

    /** Counts: a row a true class, a column a predicted one. */
    void confusion(Path file) throws IOException {
        ConfusionMatrix matrix = ProbeMetrics.of(scores.predictions()).confusion();
        List<String> names = table.classNames();
        try (CsvWriter csv = CsvFile.create(file)) {
            List<String> head = new ArrayList<>(List.of("true_class"));
            head.addAll(names);
            csv.writeRecord(head);
            for (int label = 0; label < names.size(); label++) {
                List<String> row = new ArrayList<>(List.of(names.get(label)));
                for (int predicted = 0; predicted < names.size(); predicted++) {
                    row.add(String.valueOf(matrix.count(label, predicted)));
                }
                csv.writeRecord(row);
            }
        }
    }

    /** A row a criterion and metric, over the cases whose label is known. */
    void criteria(Path file) throws IOException {
        try (CsvWriter csv = CsvFile.create(file)) {
            csv.writeRecord("criterion", "n", "metric", "value", "low", "high");
            for (Map.Entry<String, CriterionScores> one : scores.criteria().entrySet()) {
                String n = String.valueOf(one.getValue().predictions().rows());
                for (MetricValue metric : one.getValue().metrics()) {
                    List<String> row = new ArrayList<>(List.of(one.getKey(), n));
                    row.addAll(cells(metric));
                    csv.writeRecord(row);
                }
            }
        }
    }
}
