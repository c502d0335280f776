package org.panderm4j.finetune;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.panderm4j.data.multimodal.CaseTable;
import org.panderm4j.data.multimodal.MetadataVector;
import org.panderm4j.data.table.Split;
import org.panderm4j.eval.Bootstrap;
import org.panderm4j.eval.Temperature;
import org.panderm4j.nn.fusion.FusionDesign;
import org.panderm4j.nn.fusion.FusionNetwork;
import org.panderm4j.nn.train.Workers;
import org.panderm4j.nn.train.loop.TrainingResult;
import org.panderm4j.run.ModelFacts;
import org.panderm4j.run.ProgressReport;
import org.panderm4j.run.RunFacts;
import org.panderm4j.run.RunFolder;
import org.panderm4j.run.RunPlan;
import org.panderm4j.train.Stopping;

/** Fine-tunes a model on cases, tests it, and leaves it in a run folder. */
public final class FinetuneTask {
    private final Inputs inputs;
    private final FinetuneOptions options;
    private final Outputs outputs;
    private final ProgressReport progress;
    private final Consumer<String> notes;

    /**
     * What is fine-tuned on what.
     *
     * @param model not closed here
     * @param pictures how they are prepared
     * @param readOut what is read of the model's image tower
     * @param pictureOptions how pictures are prepared, by option, for whoever prepares others later
     * @param description of a data set that is a user's own: the text of its YAML file
     */
    public record Inputs(
            CaseTable table,
            BaseModel model,
            CasePictures pictures,
            ReadOut readOut,
            Map<String, String> pictureOptions,
            Optional<String> description) {}

    /** Writes what a finished run leaves beside the model. */
    @FunctionalInterface
    public interface Outputs {
        /** Writes it. */
        void write(RunFolder run, FinishedRun finished) throws IOException;
    }

    /**
     * @param notes told what a user should know
     */
    public FinetuneTask(
            Inputs inputs, FinetuneOptions options, Outputs outputs, ProgressReport progress, Consumer<String> notes) {
        this.inputs = inputs;
        this.options = options;
        this.outputs = outputs;
        this.progress = progress;
        this.notes = notes;
    }

    /**
     * Runs, or goes on with an interrupted run.
     *
     * @return empty if the run was finished before
     * @throws IOException in one line when the folder cannot be used, there is nothing to train on, or a loss is no number
     */
    public Optional<FinetuneResult> run(Path out, RunPlan plan, boolean resume, Stopping stopping) throws IOException {
        try (RunFolder run = RunFolder.open(out, plan, resume)) {
            if (run.isFinished()) {
                return Optional.empty();
            }
            ModelFacts facts =
                    ModelFacts.of(inputs.model().files(), inputs.model().versions());
            FinetuneResult result = run(run, plan, facts, stopping);
            if (!result.interrupted()) {
                run.finish(facts.get(OpenFineTuned.tableDigest(inputs.table())));
            }
            return Optional.of(result);
        }
    }

    private FinetuneResult run(RunFolder run, RunPlan plan, ModelFacts facts, Stopping stopping) throws IOException {
        Setup setup = Setup.of(inputs, options);
        setup.requireSome();
        try (Workers workers = new Workers(options.workers());
                Sources sources = setup.sources(run, progress);
                FusionNetwork fusion = setup.fusion(options)) {
            Selection selection = setup.selection(sources, run);
            List<String> found = new ArrayList<>(selection.notes(inputs.table()));
            setup.unknownWords().ifPresent(found::add);
            found.forEach(notes);
            Parts parts = setup.parts(options, sources, selection, fusion);
            try (Session session = Session.open(parts, run, workers, progress)) {
                if (session.resumedFrom() > 0) {
                    notes.accept("going on after step " + session.resumedFrom());
                }
                TrainingResult training = session.run(stopping);
                if (training.end() == TrainingResult.End.STOPPED) {
                    return FinetuneResult.interrupted(training, run.failures().list());
                }
                return finish(run, plan, facts.get(), parts, session, training, setup.vectors(), found);
            }
        }
    }

    private FinetuneResult finish(
            RunFolder run,
            RunPlan plan,
            RunFacts facts,
            Parts parts,
            Session session,
            TrainingResult training,
            Map<Split, MetadataVector> vectors,
            List<String> found)
            throws IOException {
        Map<String, Double> validation = session.metrics(training);
        session.toBest();
        long step = training.best().map(TrainingResult.Best::step).orElse(training.step());
        int epoch = Math.toIntExact((step + session.stepsPerEpoch() - 1) / session.stepsPerEpoch());
        Map<View, float[]> means = Means.of(parts.sources(), parts.selection().train());
        Optional<TestScores> test = test(run, parts, means);
        List<String> told = new ArrayList<>(inputs.table().notes());
        told.addAll(found);
        FinetuneResult result = new FinetuneResult(
                training,
                epoch,
                validation,
                test,
                parts.validation().temperature(),
                parts.selection().used(),
                parts.learned(),
                told,
                run.failures().list());
        FineTuned described = described(parts.design(), vectors, facts, result);
        session.giveModel(trained -> FineTunedFolder.write(run, described, trained, means));
        outputs.write(run, finished(plan, described, result));
        return result;
    }

    private FinishedRun finished(RunPlan plan, FineTuned described, FinetuneResult result) {
        return new FinishedRun(
                plan, inputs.table(), described, options.missing(), bootstrap(), Optional.of(options), result);
    }

    private Bootstrap bootstrap() {
        return new Bootstrap(options.seed(), options.resamples(), Bootstrap.LEVEL);
    }

    private Optional<TestScores> test(RunFolder run, Parts parts, Map<View, float[]> means) throws IOException {
        int[] cases = parts.selection().test();
        if (cases.length == 0) {
            return Optional.empty();
        }
        CaseScorer scorer =
                new CaseScorer(parts.fusion(), new Completion(options.missing(), means), options.featureBatch());
        CaseScorer.Scored scored = scorer.of(parts.sources(), cases);
        new LeftOut(inputs.table(), run).tellOthers(cases, scored.cases(), parts.sources()::missing, options.missing());
        int lossBatch = Math.max(1, options.steps().batchSize() / 2);
        return Optional.of(
                new Testing(inputs.table(), parts.design(), bootstrap()).of(scored, cases.length, lossBatch));
    }

    private FineTuned described(
            FusionDesign design, Map<Split, MetadataVector> vectors, RunFacts facts, FinetuneResult result) {
        Map<String, String> towers = new HashMap<>();
        options.fusion()
                .views()
                .forEach(view ->
                        towers.put(view.word(), options.towers().of(view).toString()));
        if (options.fusion().metadata() == FusionOptions.Metadata.TEXT) {
            towers.put(FineTuned.TEXT, options.towers().text().toString());
        }
        boolean adapted = towers.containsValue(new TowerMode.LowRank().toString());
        return new FineTuned(
                FineTuned.FORMAT,
                inputs.table().dataSet(),
                inputs.description(),
                inputs.table().classNames(),
                options.fusion().criteria() ? inputs.table().criteria() : List.of(),
                design,
                Optional.ofNullable(vectors.getOrDefault(Split.TRAIN, null)),
                inputs.model().name(),
                facts.digests().get("model"),
                inputs.readOut(),
                inputs.pictureOptions(),
                towers,
                adapted ? Optional.of(options.towers().lora()) : Optional.empty(),
                options.missing(),
                result.epoch(),
                result.usableTemperature().map(Temperature::value));
    }
}
