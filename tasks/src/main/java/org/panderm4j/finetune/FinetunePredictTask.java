package org.panderm4j.finetune;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.panderm4j.data.multimodal.Case;
import org.panderm4j.data.multimodal.CaseTable;
import org.panderm4j.data.multimodal.Criterion;
import org.panderm4j.eval.Temperature;
import org.panderm4j.run.Failure;
import org.panderm4j.run.ProgressReport;
import org.panderm4j.run.RunFolder;
import org.panderm4j.run.RunPlan;

/** Predicts classes of new cases by a fine-tuned model. */
public final class FinetunePredictTask {
    private final OpenFineTuned opened;
    private final CaseTable table;
    private final ScoringOptions options;
    private final double temperature;
    private final ProgressReport progress;

    /**
     * What a run gave.
     *
     * @param predictions in the order of the cases
     * @param failures cases that were skipped, and pictures that could not be used
     */
    public record Result(List<CasePrediction> predictions, List<Failure> failures) {
        public Result {
            predictions = List.copyOf(predictions);
            failures = List.copyOf(failures);
        }
    }

    /**
     * @param table of new cases
     * @param temperature that logits of the classes are divided by; 1 for probabilities as trained
     */
    public FinetunePredictTask(
            OpenFineTuned opened,
            CaseTable table,
            ScoringOptions options,
            double temperature,
            ProgressReport progress) {
        this.opened = opened;
        this.table = table;
        this.options = options;
        this.temperature = temperature;
        this.progress = progress;
    }

    /**
     * Runs.
     *
     * @param origin of the cases, for messages
     * @return empty if the run was finished before
     * @throws IOException in one line when no case can be predicted
     */
    public Optional<Result> run(String origin, Path out, RunPlan plan, boolean resume) throws IOException {
        int[] cases = IntStream.range(0, table.cases().size()).toArray();
        if (cases.length == 0) {
            throw new IOException(origin + ": expected a row for each case below the header, found none");
        }
        TunedScorer scorer = new TunedScorer(opened, table, options, Map.of(), progress);
        scorer.requireSome(origin, cases);
        try (RunFolder run = RunFolder.open(out, plan, resume)) {
            if (run.isFinished()) {
                return Optional.empty();
            }
            List<CasePrediction> predictions = predictions(scorer.of(run, cases));
            FineTuned model = opened.model();
            PredictionTable written = new PredictionTable(
                    model.classNames().size(),
                    model.criteria().stream().map(Criterion::name).toList());
            run.write(PredictionTable.NAME, file -> written.write(predictions, file));
            run.finish(opened.facts(table));
            return Optional.of(new Result(predictions, run.failures().list()));
        }
    }

    private List<CasePrediction> predictions(TunedScorer.Scores scores) {
        List<CasePrediction> predictions = new ArrayList<>();
        for (int i = 0; i < scores.missing().size(); i++) {
            Case one = table.cases().get(scores.scored().cases()[i]);
            Set<View> missing = scores.missing().get(i);
            float[] logits = scores.scored().logits()[i];
            predictions.add(new CasePrediction(
                    one,
                    scores(logits, 0, opened.model().classNames(), temperature),
                    criteria(logits),
                    missing(one, missing),
                    missing.isEmpty() ? Optional.empty() : Optional.of(options.missing())));
        }
        return predictions;
    }

    private Map<String, ClassScores> criteria(float... logits) {
        Map<String, ClassScores> all = new LinkedHashMap<>();
        int first = opened.model().classNames().size();
        for (Criterion criterion : opened.model().criteria()) {
            all.put(criterion.name(), scores(logits, first, criterion.classNames(), 1));
            first += criterion.classNames().size();
        }
        return all;
    }

    private static ClassScores scores(float[] logits, int first, List<String> classNames, double temperature) {
        float[][] own = LogitScores.part(new float[][] {logits}, first, classNames.size());
        double[] probabilities = Temperature.probabilities(temperature, LogitScores.wide(own))[0];
        return new ClassScores(classNames, Arrays.stream(probabilities).boxed().toList());
    }

    private List<String> missing(Case one, Set<View> views) {
        List<String> missing = new ArrayList<>(views.stream().map(View::word).toList());
        if (opened.model().design().metadata().isPresent() && one.metadata().isEmpty()) {
            missing.add("metadata");
        }
        return missing;
    }
}
