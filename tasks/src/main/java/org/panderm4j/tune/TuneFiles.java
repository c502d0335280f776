package org.panderm4j.tune;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.panderm4j.report.TuningReport;
import org.panderm4j.run.CsvFile;
import org.panderm4j.run.RunFolder;

/** Writes what a search leaves behind. */
final class TuneFiles {
    static final String TRIALS = "trials.csv";
    private static final ObjectWriter JSON = new ObjectMapper().writerWithDefaultPrettyPrinter();

    private final Tunable tunable;
    private final SearchSpace space;
    private final TuneSettings settings;
    private final RunFolder run;

    TuneFiles(Tunable tunable, SearchSpace space, TuneSettings settings, RunFolder run) {
        this.tunable = tunable;
        this.space = space;
        this.settings = settings;
        this.run = run;
    }

    void write(TuneResult result) throws IOException {
        run.write(TRIALS, file -> writeTrials(result, file));
        run.write("results.json", file -> Files.write(file, JSON.writeValueAsBytes(results(result))));
        run.write("best.txt", file -> Files.writeString(file, best(result)));
        run.write("best-command.txt", file -> Files.writeString(file, result.command() + "\n"));
        run.write("report.html", file -> TuningReport.write(new TunePage(tunable, space, settings).of(result), file));
    }

    private void writeTrials(TuneResult result, Path file) throws IOException {
        try (CsvWriter csv = CsvFile.create(file)) {
            List<String> header = new ArrayList<>(List.of("trial"));
            space.dimensions()
                    .forEach(dimension -> header.add(dimension.option().name()));
            tunable.metrics().forEach(metric -> header.add(metric.name()));
            header.addAll(List.of("steps", "status", "seconds", "reason"));
            csv.writeRecord(header);
            result.trials().forEach(trial -> csv.writeRecord(record(trial)));
        }
    }

    private List<String> record(TrialResult trial) {
        List<String> fields = new ArrayList<>(List.of(Integer.toString(trial.trial())));
        fields.addAll(trial.configuration().values().values());
        for (TunableMetric metric : tunable.metrics()) {
            double value = trial.score(metric);
            fields.add(Double.isNaN(value) ? "" : Double.toString(value));
        }
        fields.add(Long.toString(trial.steps()));
        fields.add(trial.status().word());
        fields.add(Double.toString(trial.seconds()));
        fields.add(trial.reason());
        return fields;
    }

    private Map<String, Object> results(TuneResult result) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("task", tunable.name());
        json.put("search", settings.kind().name().toLowerCase(Locale.ROOT));
        json.put("metric", result.metric().name());
        json.put("minimized", result.metric().minimized());
        json.put("early_stopping", settings.stopping().name().toLowerCase(Locale.ROOT));
        json.put("best", trial(result.best()));
        json.put("command", result.command());
        json.put("trials", result.trials().stream().map(TuneFiles::trial).toList());
        return json;
    }

    private static Map<String, Object> trial(TrialResult trial) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("trial", trial.trial());
        json.put("configuration", trial.configuration());
        Map<String, Double> metrics = new LinkedHashMap<>();
        trial.metrics().forEach((name, value) -> metrics.put(name, Double.isFinite(value) ? value : null));
        json.put("metrics", metrics);
        json.put("steps", trial.steps());
        json.put("status", trial.status().word());
        json.put("seconds", trial.seconds());
        if (trial.isFailed()) {
            json.put("reason", trial.reason());
        }
        return json;
    }

    private static String best(TuneResult result) {
        TrialResult best = result.best();
        StringBuilder text = new StringBuilder(
                "trial " + best.trial() + " of " + result.trials().size() + "\n");
        best.configuration().values().forEach((name, value) -> text.append(name + " = " + value + "\n"));
        best.metrics().forEach((name, value) -> text.append("validation " + name + " = " + value + "\n"));
        return text.append("\n" + result.command() + "\n").toString();
    }
}
