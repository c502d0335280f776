package org.panderm4j.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.panderm4j.data.text.PromptTemplates;
import org.panderm4j.eval.ZeroShotClassifier;

/** A list of labels, encoded once, that any number of pictures can be scored against. Thread-safe. */
public final class LabelScorer {
    /** Prompts in one pass of the text tower; without influence on the numbers beyond rounding. */
    private static final int PROMPTS_AT_ONCE = 80;

    private final DermModel model;
    private final List<String> labels;
    private final ZeroShotClassifier classifier;

    private LabelScorer(DermModel model, List<String> labels, ZeroShotClassifier classifier) {
        this.model = model;
        this.labels = labels;
        this.classifier = classifier;
    }

    static LabelScorer of(DermModel model, List<String> labels, PromptTemplates templates) throws IOException {
        if (labels.isEmpty()) {
            throw new IllegalArgumentException("expected at least one label");
        }
        List<String> prompts = labels.stream()
                .flatMap(label -> templates.prompts(label).stream())
                .toList();
        List<float[]> features = new ArrayList<>();
        for (int from = 0; from < prompts.size(); from += PROMPTS_AT_ONCE) {
            int to = Math.min(from + PROMPTS_AT_ONCE, prompts.size());
            features.addAll(List.of(model.embedTexts(prompts.subList(from, to))));
        }
        int each = prompts.size() / labels.size();
        float[][][] byLabel = new float[labels.size()][][];
        for (int i = 0; i < byLabel.length; i++) {
            byLabel[i] = features.subList(i * each, (i + 1) * each).toArray(float[][]::new);
        }
        return new LabelScorer(model, List.copyOf(labels), ZeroShotClassifier.ofPrompts(byLabel));
    }

    public List<String> labels() {
        return labels;
    }

    /** The class vectors and the arithmetic behind the scores. */
    public ZeroShotClassifier classifier() {
        return classifier;
    }

    /** All labels of one picture, most probable first. */
    public List<Score> score(Path picture) throws IOException {
        return score(model.embed(picture));
    }

    /** All labels of one picture's embedding, most probable first; equal ones in the order of the list. */
    public List<Score> score(float[] embedding) {
        float[] probabilities = classifier.probabilities(new float[][] {embedding})[0];
        List<Score> scores = new ArrayList<>();
        for (int i = 0; i < probabilities.length; i++) {
            scores.add(new Score(labels.get(i), probabilities[i]));
        }
        scores.sort(Comparator.comparing(Score::probability).reversed());
        return scores;
    }
}
