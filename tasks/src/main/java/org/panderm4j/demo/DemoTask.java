package org.panderm4j.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.panderm4j.data.image.Mode;
import org.panderm4j.data.image.Picture;
import org.panderm4j.data.image.Pixels;
import org.panderm4j.data.synth.lesion.Diagnosis;
import org.panderm4j.data.text.PromptTemplates;
import org.panderm4j.data.transform.ImageTransform;
import org.panderm4j.embed.TextFeatures;
import org.panderm4j.eval.Bootstrap;
import org.panderm4j.eval.ClassificationMetrics;
import org.panderm4j.eval.Predictions;
import org.panderm4j.eval.RetrievalMetrics;
import org.panderm4j.eval.ZeroShotClassifier;
import org.panderm4j.model.DermModel;
import org.panderm4j.nn.clip.Vectors;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.run.ModelFacts;
import org.panderm4j.run.ProgressReport;
import org.panderm4j.run.RunFolder;
import org.panderm4j.run.RunPlan;

/** Draws lesions, embeds pictures and captions, and looks what the model makes of them. The same seed, the same tour. */
public final class DemoTask {
    private static final PromptTemplates TEMPLATES = PromptTemplates.named("skin");

    private final DermModel model;
    private final Settings settings;
    private final ProgressReport progress;

    /**
     * How much is looked at.
     *
     * @param seed of world and bootstrap
     * @param cases lesions, one picture each
     * @param size side of the drawn pictures, in pixels; the model's own transform follows
     * @param batchSize pictures or texts in one pass of the networks
     */
    public record Settings(long seed, int cases, int size, int batchSize) {
        /** 500 pictures, drawn as the shipped model's were that it learned from. */
        public static Settings usual(long seed, int batchSize) {
            return new Settings(seed, 500, 96, batchSize);
        }
    }

    public DemoTask(DermModel model, Settings settings, ProgressReport progress) {
        this.model = model;
        this.settings = settings;
        this.progress = progress;
    }

    /** The tour, with nothing left of it on disk. */
    public DemoResult run() throws IOException {
        Cases cases = Cases.of(settings.seed(), settings.cases());
        return examine(cases, images(cases));
    }

    /**
     * The tour, with {@code results.json} and {@code report.html} in a run folder.
     *
     * @return empty if the run was finished before
     */
    public Optional<DemoResult> run(Path out, RunPlan plan, boolean resume) throws IOException {
        try (RunFolder run = RunFolder.open(out, plan, resume)) {
            if (run.isFinished()) {
                return Optional.empty();
            }
            ModelFacts facts = ModelFacts.of(model.files(), model.versions());
            DemoResult result = run();
            new DemoFiles(model, run, plan).write(result);
            run.finish(facts.get());
            return Optional.of(result);
        }
    }

    private DemoResult examine(Cases cases, float[][] images) throws IOException {
        TextFeatures texts = new TextFeatures(model, true, settings.batchSize(), progress);
        Bootstrap bootstrap = Bootstrap.of(settings.seed());
        ClassificationMetrics classification = classify(cases, images);
        RetrievalMetrics retrieval = RetrievalMetrics.of(images, texts.of(cases.captions()));
        return new DemoResult(
                cases,
                Diagnosis.names(),
                classification,
                classification.summary(bootstrap),
                retrieval,
                retrieval.summary(bootstrap),
                DemoResult.recall(retrieval, bootstrap),
                answers(cases, images, texts),
                SimilarCases.of(cases, images));
    }

    private ClassificationMetrics classify(Cases cases, float[][] images) throws IOException {
        ZeroShotClassifier classifier =
                model.scorer(Diagnosis.names(), TEMPLATES).classifier();
        Predictions predictions = Predictions.of(cases.labels(), classifier.probabilities(images));
        return ClassificationMetrics.of(predictions, classifier.logits(images));
    }

    private static List<Answer> answers(Cases cases, float[][] images, TextFeatures texts) throws IOException {
        float[][] prompts = texts.of(Question.ALL.stream().map(Question::prompt).toList());
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < prompts.length; i++) {
            Neighbours nearest = Neighbours.of(prompts[i], images, Answer.BEST, -1);
            answers.add(Answer.of(Question.ALL.get(i), cases, nearest));
        }
        return answers;
    }

    /** Embeddings of unit length, [n][E], in the order of the cases; a batch is drawn on all cores, then embedded. */
    private float[][] images(Cases cases) {
        ImageTransform transform = model.transform();
        List<float[]> features = new ArrayList<>();
        ProgressReport.Step step = progress.begin("drawing and embedding", "pictures", cases.size());
        for (int from = 0; from < cases.size(); from += settings.batchSize()) {
            int to = Math.min(from + settings.batchSize(), cases.size());
            List<float[]> pixels = IntStream.range(from, to)
                    .parallel()
                    .mapToObj(i -> prepare(cases.draw(i, settings.size()), transform))
                    .toList();
            features.addAll(Arrays.asList(Vectors.unit(model.imageFeatures(pixels, Tower.EMBEDDING))));
            step.reach(to);
        }
        return features.toArray(float[][]::new);
    }

    private static float[] prepare(Pixels drawn, ImageTransform transform) {
        Picture picture = Picture.of(Mode.RGB, drawn.width(), drawn.height(), drawn.rgb());
        return transform.normalize(transform.apply(picture));
    }
}
