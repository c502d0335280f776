package org.panderm4j.concepts;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.panderm4j.report.ConceptReport;
import org.panderm4j.run.CsvFile;
import org.panderm4j.run.RunFolder;
import org.panderm4j.run.RunPlan;

/** The files about pictures of features. */
final class TopFiles {
    private final RunFolder run;
    private final RunPlan plan;
    private final int count;

    TopFiles(RunFolder run, RunPlan plan, int count) {
        this.run = run;
        this.plan = plan;
        this.count = count;
    }

    void write(TopInputs inputs, List<TopPictures> found) throws IOException {
        run.write("top.csv", file -> top(file, inputs, found));
        run.write("concepts.csv", file -> concepts(file, found));
        run.write("report.html", file -> ConceptReport.write(new TopPages(plan, count).of(inputs, found), file));
    }

    private static void top(Path file, TopInputs inputs, List<TopPictures> found) throws IOException {
        try (CsvWriter csv = CsvFile.create(file)) {
            csv.writeRecord("concept", "neuron", "similarity", "rank", "row", "activation", "path", "present");
            for (TopPictures pictures : found) {
                for (int rank = 0; rank < pictures.rows().size(); rank++) {
                    ConceptRetrieval.Ranked row = pictures.rows().get(rank);
                    int at = rank;
                    csv.writeRecord(
                            pictures.query().label(),
                            Integer.toString(pictures.query().neuron()),
                            similarity(pictures.query()),
                            Integer.toString(rank + 1),
                            Integer.toString(row.index()),
                            Float.toString(row.value()),
                            inputs.pictures().get(row.index()).toString(),
                            pictures.truth().map(has -> has.get(at) ? "1" : "0").orElse(""));
                }
            }
        }
    }

    private void concepts(Path file, List<TopPictures> found) throws IOException {
        try (CsvWriter csv = CsvFile.create(file)) {
            csv.writeRecord("concept", "neuron", "similarity", "column", "share", "k", "precision");
            for (TopPictures pictures : found) {
                csv.writeRecord(
                        pictures.query().label(),
                        Integer.toString(pictures.query().neuron()),
                        similarity(pictures.query()),
                        pictures.column().orElse(""),
                        pictures.column().isPresent() ? Double.toString(pictures.share()) : "",
                        Integer.toString(pictures.rows().size()),
                        pictures.precision(count)
                                .map(value -> Double.toString(value))
                                .orElse(""));
            }
        }
    }

    private static String similarity(ConceptQuery query) {
        return query.similarity().isPresent()
                ? Double.toString(query.similarity().getAsDouble())
                : "";
    }
}
