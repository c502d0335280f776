package org.panderm4j.pretrain;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.model.ReplacedWeights;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.report.Fact;
import org.panderm4j.report.TrainingReport;
import org.panderm4j.run.RunFolder;
import org.panderm4j.run.RunPlan;
import org.panderm4j.train.TrainingFigures;
import org.panderm4j.weights.store.ModelFolder;

/** The files of a finished run: the model, {@code results.json} and {@code report.html}. */
final class ResultFiles {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final RunFolder run;
    private final RunPlan plan;
    private final StartingPoint start;

    ResultFiles(RunFolder run, RunPlan plan, StartingPoint start) {
        this.run = run;
        this.plan = plan;
        this.start = start;
    }

    /**
     * Writes them.
     *
     * @param trained take the place of those that training began with; copied one by one, straight to the file
     * @param pairs that were learned from
     */
    void write(Weights trained, PretrainResult result, int pairs) throws IOException {
        Weights weights = new ReplacedWeights(start.weights(), trained);
        ModelFolder.put(run.path(), start.description(), weights, Optional.of(start.tokenizerFolder()));
        run.write("results.json", file -> Files.write(file, JSON.writeValueAsBytes(json(result, pairs))));
        List<Fact> headline = new ArrayList<>();
        result.metrics()
                .forEach((name, value) -> headline.add(new Fact(name, String.format(Locale.ROOT, "%.4f", value))));
        TrainingFigures figures = TrainingFigures.of(run.path());
        run.write(
                "report.html",
                file -> TrainingReport.write(
                        figures.page("Contrastive training", headline, facts(result, pairs)), file));
    }

    private static Map<String, Object> json(PretrainResult result, int pairs) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("steps", result.training().step());
        json.put("end", result.training().end().name().toLowerCase(Locale.ROOT));
        json.put("model_step", result.modelStep());
        json.put("pairs", pairs);
        json.put("skipped", result.failures().size());
        json.put("metrics", result.metrics());
        return json;
    }

    private List<Fact> facts(PretrainResult result, int pairs) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Pairs", Integer.toString(pairs)));
        facts.add(new Fact("Parameters of step", Long.toString(result.modelStep())));
        facts.add(new Fact("Skipped inputs", Integer.toString(result.failures().size())));
        plan.options().forEach((name, value) -> facts.add(new Fact(name, value)));
        return facts;
    }
}
