package org.panderm4j.finetune;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.panderm4j.data.multimodal.NamedPicture;
import org.panderm4j.run.CsvFile;

/**
 * {@code predictions.csv}: {@code line, clinical, dermoscopic, predicted_label, predicted_class, probability_class_0} and on, then
 * {@code missing, rule}, then a column for each criterion and one for its probability.
 *
 * @param classes of the first output
 * @param criteria names of the further outputs
 */
record PredictionTable(int classes, List<String> criteria) {
    static final String NAME = "predictions.csv";

    void write(List<CasePrediction> predictions, Path file) throws IOException {
        try (CsvWriter csv = CsvFile.create(file)) {
            csv.writeRecord(header());
            for (CasePrediction prediction : predictions) {
                csv.writeRecord(row(prediction));
            }
        }
    }

    private List<String> header() {
        List<String> header =
                new ArrayList<>(List.of("line", "clinical", "dermoscopic", "predicted_label", "predicted_class"));
        for (int c = 0; c < classes; c++) {
            header.add("probability_class_" + c);
        }
        header.addAll(List.of("missing", "rule"));
        criteria.forEach(name -> header.addAll(List.of(name, name + "_probability")));
        return header;
    }

    private static List<String> row(CasePrediction prediction) {
        ClassScores diagnosis = prediction.diagnosis();
        List<String> row = new ArrayList<>(List.of(
                String.valueOf(prediction.subject().line()),
                prediction.subject().clinical().map(NamedPicture::name).orElse(""),
                prediction.subject().dermoscopic().map(NamedPicture::name).orElse(""),
                String.valueOf(diagnosis.label()),
                diagnosis.className()));
        diagnosis.probabilities().forEach(one -> row.add(String.valueOf(one.floatValue())));
        row.add(String.join(" ", prediction.missing()));
        row.add(prediction.rule().map(MissingRule::word).orElse(""));
        prediction.criteria().values().forEach(scores -> {
            row.add(scores.className());
            row.add(String.valueOf((float) scores.probability()));
        });
        return row;
    }
}
