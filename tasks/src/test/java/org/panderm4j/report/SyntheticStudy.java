package org.panderm4j.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.panderm4j.eval.Bootstrap;
import org.panderm4j.eval.ClassificationMetrics;
import org.panderm4j.eval.MetricValue;
import org.panderm4j.eval.Predictions;
import org.panderm4j.eval.RetrievalMetrics;
import org.panderm4j.eval.ZeroShotClassifier;

/** Seeded results and drawn lesions, good enough to look at a page. */
final class SyntheticStudy {
    private final Random random;

    SyntheticStudy(long seed) {
        this.random = new Random(seed);
    }

    DataSetSection dataSet(String name, List<String> classes, int rows, double skill) {
        int[] labels = new int[rows];
        double[][] logits = new double[rows][classes.size()];
        for (int i = 0; i < rows; i++) {
            // Uneven classes, as in the field; the last one has no pictures when there are many.
            int used = classes.size() > 10 ? classes.size() - 1 : classes.size();
            labels[i] = (int) (used * Math.pow(random.nextDouble(), 1.8));
            for (int c = 0; c < classes.size(); c++) {
                logits[i][c] = 2 * random.nextGaussian() - 0.1 * Math.abs(c - labels[i]);
            }
            logits[i][labels[i]] += skill;
        }
        float[][] probabilities =
                Arrays.stream(logits).map(ZeroShotClassifier::softmax).toArray(float[][]::new);
        Predictions predictions = Predictions.of(labels, probabilities);
        ClassificationMetrics metrics = ClassificationMetrics.of(predictions, logits);
        List<MetricValue> summary = metrics.summary(new Bootstrap(3, 200, 0.95));
        return new DataSetSection(
                name,
                classes,
                rows,
                DataSetSection.usualHeadline(summary, classes.size()),
                summary,
                metrics.confusion(),
                galleries(predictions, classes),
                List.of(
                        new Skipped("images/" + name + "/0042.jpg", "cut short at byte 1024"),
                        new Skipped("images/" + name + "/0977.png", "not a picture: begins with 'version https'")));
    }

    private List<Gallery> galleries(Predictions predictions, List<String> classes) {
        return List.of(
                gallery(
                        "Most confident",
                        "Highest probability first.",
                        predictions,
                        classes,
                        predictions.mostConfident(6)),
                gallery(
                        "Confident and wrong",
                        "Wrong predictions, highest probability first: worth a second look at picture and label.",
                        predictions,
                        classes,
                        predictions.mostConfidentErrors(6)),
                gallery(
                        "Least confident",
                        "Lowest probability first.",
                        predictions,
                        classes,
                        predictions.leastConfident(6)));
    }

    private Gallery gallery(String title, String note, Predictions predictions, List<String> classes, int[] rows) {
        return new Gallery(
                title,
                note,
                Arrays.stream(rows)
                        .mapToObj(row -> Example.of(
                                predictions, row, classes, "images/case_" + row + ".jpg", Optional.of(lesion())))
                        .toList());
    }

    RetrievalPage retrieval(int pairs) {
        float[][] images = new float[pairs][16];
        float[][] texts = new float[pairs][16];
        for (int i = 0; i < pairs; i++) {
            for (int k = 0; k < 16; k++) {
                images[i][k] = (float) random.nextGaussian();
                texts[i][k] = images[i][k] + (float) random.nextGaussian();
            }
        }
        texts[3] = texts[4].clone();
        RetrievalMetrics ranks = RetrievalMetrics.of(images, texts);
        return new RetrievalPage(
                "PanDerm-2",
                "captions.csv",
                ranks,
                ranks.summary(new Bootstrap(3, 200, 0.95)),
                pairs(ranks, 0, 6),
                pairs(ranks, pairs - 6, pairs),
                List.of(),
                facts());
    }

    private List<RetrievedPair> pairs(RetrievalMetrics ranks, int from, int to) {
        int[] order = IntStream.range(0, ranks.imageToText().queries())
                .boxed()
                .sorted(Comparator.comparingDouble(
                        i -> ranks.imageToText().rank(i) + ranks.textToImage().rank(i)))
                .mapToInt(Integer::intValue)
                .toArray();
        List<RetrievedPair> out = new ArrayList<>();
        for (int at = from; at < to; at++) {
            int i = order[at];
            out.add(new RetrievedPair(
                    Optional.of(lesion()),
                    "images/case_" + i + ".jpg",
                    "A dermoscopic picture of a brown, slightly asymmetric macule on the left forearm with a fine network.",
                    ranks.imageToText().rank(i) + 1,
                    ranks.textToImage().rank(i) + 1));
        }
        return out;
    }

    static List<Fact> facts() {
        return List.of(
                new Fact("Model", "hf-hub:example/PanDerm2, sha256 9f3c…e1"),
                new Fact("Templates", "skin (8)"),
                new Fact("Engine", "onednn, f32, 8 threads"),
                new Fact("Seed", "0; 1,000 bootstrap resamples"),
                new Fact("Date", "2026-01-31 12:00 UTC"),
                new Fact("Versions", "panderm4j 0.1.0 · JDK 17.0.15 · ND4J 1.0.0-M2.1 · Linux amd64"));
    }

    Thumbnail lesion() {
        BufferedImage image = new BufferedImage(128, 128, BufferedImage.TYPE_INT_RGB);
        Graphics2D brush = image.createGraphics();
        brush.setColor(new Color(200 + random.nextInt(40), 150 + random.nextInt(40), 120 + random.nextInt(40)));
        brush.fillRect(0, 0, 128, 128);
        int size = 40 + random.nextInt(50);
        for (int blot = 0; blot < 60; blot++) {
            brush.setColor(new Color(90 + random.nextInt(50), 50 + random.nextInt(30), 30 + random.nextInt(20), 90));
            int x = 64 + (int) (size / 4.0 * random.nextGaussian());
            int y = 64 + (int) (size / 4.0 * random.nextGaussian());
            brush.fillOval(x - size / 4, y - size / 4, size / 2, size / 2);
        }
        brush.dispose();
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(image, "jpg", out);
            return Thumbnail.jpeg(out.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
