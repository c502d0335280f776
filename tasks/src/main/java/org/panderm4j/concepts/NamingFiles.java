package org.panderm4j.concepts;

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
import org.panderm4j.report.ConceptReport;
import org.panderm4j.run.CsvFile;
import org.panderm4j.run.RunFolder;
import org.panderm4j.run.RunPlan;

/** The files about names of features. */
final class NamingFiles {
    static final String NAMES = "names.csv";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final RunFolder run;
    private final RunPlan plan;

    NamingFiles(RunFolder run, RunPlan plan) {
        this.run = run;
        this.plan = plan;
    }

    void write(NamingInputs inputs, NamingResult result) throws IOException {
        run.write(NAMES, file -> names(file, result));
        run.write("results.json", file -> Files.write(file, JSON.writeValueAsBytes(json(inputs, result))));
        run.write("report.html", file -> ConceptReport.write(new NamingPages(plan).of(inputs, result), file));
    }

    private static void names(Path file, NamingResult result) throws IOException {
        try (CsvWriter csv = CsvFile.create(file)) {
            List<String> header = new ArrayList<>(
                    List.of("neuron", "name", "score", "margin", "best", "kind", "runner_up", "runner_up_kind"));
            if (result.activity().isPresent()) {
                header.addAll(List.of("alive", "firing_rate"));
            }
            csv.writeRecord(header);
            for (NeuronName name : result.names()) {
                List<String> row = new ArrayList<>(List.of(
                        Integer.toString(name.neuron()),
                        name.name(),
                        Double.toString(name.score()),
                        Double.isFinite(name.margin()) ? Double.toString(name.margin()) : "",
                        name.best().text(),
                        name.best().kind(),
                        name.runnerUp().text(),
                        name.runnerUp().kind()));
                result.activity().ifPresent(activity -> {
                    row.add(activity.isAlive(name.neuron()) ? "1" : "0");
                    row.add(Double.toString(activity.rate(name.neuron())));
                });
                csv.writeRecord(row);
            }
        }
    }

    private static Map<String, Object> json(NamingInputs inputs, NamingResult result) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("sae", inputs.sae().file().toString());
        json.put("vocabulary", inputs.vocabulary().origin());
        json.put("terms", inputs.vocabulary().terms().size());
        json.put("threshold", result.naming().threshold());
        json.put("margin", result.naming().margin());
        json.put("centred", inputs.centred());
        json.put("neurons", result.names().size());
        json.put("named", result.named());
        json.put("names", result.distinct());
        if (result.activity().isPresent()) {
            json.put("rows", result.activity().get().rows());
            json.put("alive", result.alive());
            json.put("named_alive", result.namedAlive());
        }
        return json;
    }
}
