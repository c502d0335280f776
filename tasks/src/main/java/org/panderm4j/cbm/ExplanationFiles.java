package org.panderm4j.cbm;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.panderm4j.concepts.ConceptMatch;
import org.panderm4j.concepts.MatchSummary;
import org.panderm4j.report.ExplanationReport;
import org.panderm4j.run.CsvFile;
import org.panderm4j.run.RunFolder;

/** The files of an explanation. */
final class ExplanationFiles {
    private final RunFolder run;

    ExplanationFiles(RunFolder run) {
        this.run = run;
    }

    void write(Explanation explanation) throws IOException {
        run.write("neurons.csv", file -> neurons(file, explanation));
        if (!explanation.concepts().isEmpty()) {
            run.write("concepts.csv", file -> concepts(file, explanation));
        }
        if (!explanation.rows().isEmpty()) {
            run.write("contributions.csv", file -> contributions(file, explanation));
        }
        run.write(CbmFolder.RESULTS, file -> CbmFiles.writeJson(json(explanation), file));
        run.write("report.html", file -> ExplanationReport.write(ExplanationPages.of(explanation), file));
    }

    private static void neurons(Path file, Explanation explanation) throws IOException {
        try (CsvWriter csv = CsvFile.create(file)) {
            csv.writeRecord("neuron", "name", "weight", "rank");
            for (NeuronTable.Row row :
                    NeuronTable.of(explanation.cbm().classifier()).rows()) {
                csv.writeRecord(
                        Integer.toString(row.neuron()),
                        explanation.name(row.neuron()),
                        Double.toString(row.weight()),
                        Integer.toString(row.rank()));
            }
        }
    }

    /** By falling weight with its sign, as the reference prints them. */
    private static void concepts(Path file, Explanation explanation) throws IOException {
        try (CsvWriter csv = CsvFile.create(file)) {
            csv.writeRecord("concept", "neuron", "weight", "rank", "similarity");
            for (ConceptMatch match : ConceptMatch.byWeight(explanation.concepts())) {
                csv.writeRecord(
                        match.text(),
                        Integer.toString(match.neuron()),
                        Double.toString(match.importance()),
                        Integer.toString(match.rank()),
                        Double.toString(match.similarity()));
            }
        }
    }

    private static void contributions(Path file, Explanation explanation) throws IOException {
        try (CsvWriter csv = CsvFile.create(file)) {
            csv.writeRecord("row", "neuron", "name", "activation", "weight", "contribution");
            for (LocalExplanation row : explanation.rows()) {
                for (Contribution one : row.contributions()) {
                    csv.writeRecord(
                            row.name(),
                            Integer.toString(one.neuron()),
                            explanation.name(one.neuron()),
                            Double.toString(one.activation()),
                            Double.toString(one.weight()),
                            Double.toString(one.value()));
                }
            }
        }
    }

    private static Map<String, Object> json(Explanation explanation) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("kind", "explanation");
        all.put("cbm", explanation.cbm().folder().toString());
        all.put("intercept", explanation.cbm().classifier().intercept());
        all.put("neurons_with_weight", explanation.cbm().classifier().live());
        all.put("concepts", explanation.concepts());
        all.put("unmatched", explanation.unmatched());
        if (!explanation.concepts().isEmpty()) {
            all.put("summary", MatchSummary.of(explanation.concepts()));
        }
        all.put("rows", explanation.rows().stream().map(ExplanationFiles::row).toList());
        return all;
    }

    private static Map<String, Object> row(LocalExplanation row) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("name", row.name());
        one.put("logit", row.logit());
        one.put("probability", row.probability());
        one.put("intercept", row.intercept());
        one.put("contributions_sum", row.sum());
        one.put("active_neurons_with_weight", row.contributions().size());
        List<Contribution> shown = row.contributions()
                .subList(0, Math.min(ExplanationPages.SHOWN, row.contributions().size()));
        one.put("largest", shown);
        return one;
    }
}
