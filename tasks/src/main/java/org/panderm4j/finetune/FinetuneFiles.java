package org.panderm4j.finetune;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import org.panderm4j.eval.ConfusionMatrix;
import org.panderm4j.eval.FinetuneMetrics;
import org.panderm4j.eval.ProbeMetrics;
import org.panderm4j.report.ConfusionSvg;
import org.panderm4j.run.RunFolder;
import org.panderm4j.train.TrainingFigures;

/** The files of a finished run beside the model. */
public final class FinetuneFiles implements FinetuneTask.Outputs {
    static final String METRICS = "evaluation_metrics.csv";
    static final String SUMMARY = "summary.csv";
    static final String PREDICTIONS = "detailed_predictions.csv";
    static final String CONFUSION = "confusion_matrix.csv";
    static final String CONFUSION_PICTURE = "confusion_matrix.svg";
    static final String CRITERIA = "criteria_metrics.csv";
    static final String RESULTS = "results.json";
    static final String REPORT = "report.html";

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** The metrics of scores. */
    public static FinetuneMetrics metrics(TestScores scores) {
        return FinetuneMetrics.of(scores.predictions(), scores.loss());
    }

    @Override
    public void write(RunFolder run, FinishedRun finished) throws IOException {
        if (finished.result().test().isPresent()) {
            write(
                    run,
                    new ScoreTables(finished.table(), finished.result().test().get()));
        }
        run.write(RESULTS, file -> Files.write(file, JSON.writeValueAsBytes(new FinetuneJson(finished).all())));
        TrainingFigures training = TrainingFigures.of(run.path());
        run.write(REPORT, file -> new FinetunePages(finished, training).write(file));
    }

    /** The tables and the picture of scored cases. */
    static void write(RunFolder run, ScoreTables tables) throws IOException {
        run.write(METRICS, tables::metrics);
        run.write(SUMMARY, tables::summary);
        run.write(PREDICTIONS, tables::predictions);
        run.write(CONFUSION, tables::confusion);
        ConfusionMatrix matrix = ProbeMetrics.of(tables.scores().predictions()).confusion();
        run.write(
                CONFUSION_PICTURE,
                file -> ConfusionSvg.write(matrix, tables.table().classNames(), file));
        if (!tables.scores().criteria().isEmpty()) {
            run.write(CRITERIA, tables::criteria);
        }
    }
}
