package org.panderm4j.pretrain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.panderm4j.data.table.RetrievalTable;
import org.panderm4j.data.table.ZeroShotTable;
import org.panderm4j.data.text.PromptTemplates;
import org.panderm4j.eval.ClassificationMetrics;
import org.panderm4j.eval.Predictions;
import org.panderm4j.eval.RetrievalMetrics;
import org.panderm4j.eval.ZeroShotClassifier;
import org.panderm4j.nn.clip.ContrastiveLoss;
import org.panderm4j.nn.clip.LogitParameters;
import org.panderm4j.nn.clip.Vectors;
import org.panderm4j.train.EvaluationFigures;
import org.panderm4j.zeroshot.DataSet;

/** Loss and retrieval on held-out pairs, and zero-shot accuracy on labelled data sets. */
final class Evaluation implements Supplier<Map<String, Double>> {
    /** Pairs contrasted with one another in the loss, as {@code panderm retrieve} does it. */
    private static final int LOSS_BATCH = 256;

    private final TowerFeatures features;
    private final ContrastiveLoss loss;
    private final LogitParameters logits;
    private final EvaluationOptions options;

    Evaluation(TowerFeatures features, ContrastiveLoss loss, LogitParameters logits, EvaluationOptions options) {
        this.features = features;
        this.loss = loss;
        this.logits = logits;
        this.options = options;
    }

    @Override
    public Map<String, Double> get() {
        Map<String, Double> metrics = new LinkedHashMap<>();
        try {
            if (options.pairs().isPresent()) {
                retrieval(options.pairs().get(), metrics);
            }
            for (DataSet dataSet : options.zeroShot()) {
                zeroShot(dataSet, options.templates(), metrics);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
        return metrics;
    }

    private void retrieval(RetrievalTable table, Map<String, Double> metrics) throws IOException {
        List<Optional<float[]>> pictures = features.pictures(
                table.rows().stream().map(RetrievalTable.Row::path).toList());
        float[][] images = usable(pictures, table.table().file());
        List<String> captions = new ArrayList<>();
        for (int i = 0; i < pictures.size(); i++) {
            if (pictures.get(i).isPresent()) {
                captions.add(table.rows().get(i).caption());
            }
        }
        float[][] texts = features.texts(captions);
        metrics.put(EvaluationFigures.LOSS, loss(Vectors.unit(images), Vectors.unit(texts)));
        metrics.putAll(RetrievalMetrics.of(images, texts).values());
    }

    /** In batches in the table's order, each counted by its pairs. */
    private double loss(float[][] images, float[][] texts) {
        double sum = 0;
        for (int from = 0; from < images.length; from += LOSS_BATCH) {
            int to = Math.min(from + LOSS_BATCH, images.length);
            double mean = loss.of(wide(images, from, to), wide(texts, from, to), logits.scale(), logits.bias())
                    .loss();
            sum += mean * (to - from);
        }
        return sum / images.length;
    }

    private static double[][] wide(float[][] rows, int from, int to) {
        return Arrays.stream(rows, from, to)
                .map(row -> {
                    double[] wide = new double[row.length];
                    Arrays.setAll(wide, i -> row[i]);
                    return wide;
                })
                .toArray(double[][]::new);
    }

    private void zeroShot(DataSet dataSet, PromptTemplates templates, Map<String, Double> metrics) throws IOException {
        List<String> classes = dataSet.labels().classes();
        float[][][] prompts = new float[classes.size()][][];
        for (int c = 0; c < prompts.length; c++) {
            prompts[c] = features.texts(templates.prompts(classes.get(c)));
        }
        List<Optional<float[]>> pictures = features.pictures(dataSet.pictures());
        float[][] images = usable(pictures, dataSet.table().table().file());
        List<ZeroShotTable.Row> rows = dataSet.table().rows();
        int[] labels = new int[images.length];
        int next = 0;
        for (int i = 0; i < pictures.size(); i++) {
            if (pictures.get(i).isPresent()) {
                labels[next++] = rows.get(i).label();
            }
        }
        ZeroShotClassifier classifier = ZeroShotClassifier.ofPrompts(prompts);
        ClassificationMetrics found =
                ClassificationMetrics.of(Predictions.of(labels, classifier.probabilities(images)));
        metrics.put(MeasuredMetrics.accuracy(dataSet.name()), found.accuracy());
        metrics.put(MeasuredMetrics.balancedAccuracy(dataSet.name()), found.balancedAccuracy());
    }

    private static float[][] usable(List<Optional<float[]>> features, Path table) throws IOException {
        float[][] usable = features.stream().flatMap(Optional::stream).toArray(float[][]::new);
        if (usable.length == 0) {
            throw new IOException(table + ": none of its " + features.size() + " pictures could be used");
        }
        return usable;
    }
}
