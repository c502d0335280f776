package org.panderm4j.finetune;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.panderm4j.data.multimodal.Case;
import org.panderm4j.data.multimodal.CaseTable;
import org.panderm4j.data.multimodal.NamedPicture;
import org.panderm4j.eval.FinetuneMetrics;
import org.panderm4j.eval.MetricValue;
import org.panderm4j.eval.Predictions;
import org.panderm4j.run.RunFolder;
import org.panderm4j.run.RunPlan;

/** The files of a finished run beside the model. */
public final class FinetuneFiles implements FinetuneTask.Outputs {
    static final String METRICS = "evaluation_metrics.csv";
    static final String SUMMARY = "summary.csv";
    static final String PREDICTIONS = "detailed_predictions.csv";

    /** The metrics of scores. */
    public static FinetuneMetrics metrics(TestScores scores) {
        return FinetuneMetrics.of(scores.predictions(), scores.loss());
    }

    @Override
    public void write(RunFolder run, RunPlan plan, CaseTable table, FineTuned model, FinetuneResult result)
            throws IOException {
        if (result.test().isPresent()) {
            TestScores scores = result.test().get();
            run.write(METRICS, file -> metrics(scores, file));
            run.write(SUMMARY, file -> summary(scores, file));
            run.write(PREDICTIONS, file -> predictions(scores, table, file));
        }
    }

    private static void metrics(TestScores scores, Path file) throws IOException {
        try (CsvWriter csv = csv(file)) {
            csv.writeRecord(FinetuneMetrics.NAMES);
            csv.writeRecord(metrics(scores).byName().values().stream()
                    .map(String::valueOf)
                    .toList());
        }
    }

    private static void summary(TestScores scores, Path file) throws IOException {
        try (CsvWriter csv = csv(file)) {
            csv.writeRecord("metric", "value", "low", "high");
            for (MetricValue metric : scores.metrics()) {
                csv.writeRecord(
                        metric.name(),
                        metric.value().isPresent()
                                ? String.valueOf(metric.value().getAsDouble())
                                : "",
                        metric.interval().map(one -> String.valueOf(one.low())).orElse(""),
                        metric.interval().map(one -> String.valueOf(one.high())).orElse(""));
            }
        }
    }

    private static void predictions(TestScores scores, CaseTable table, Path file) throws IOException {
        Predictions predictions = scores.predictions();
        try (CsvWriter csv = csv(file)) {
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

    private static CsvWriter csv(Path file) throws IOException {
        return CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(file, StandardCharsets.UTF_8);
    }
}
