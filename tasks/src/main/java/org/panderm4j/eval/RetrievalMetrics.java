package org.panderm4j.eval;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Image-text retrieval over pairs: row i of the images belongs to row i of the texts and to no other row.
 *
 * @param imageToText ranks of the texts, one query an image
 * @param textToImage ranks of the images, one query a text
 */
public record RetrievalMetrics(Ranks imageToText, Ranks textToImage) {
    /** The k of the recalls that are reported. */
    public static final List<Integer> RECALLS = List.of(1, 5, 10, 50);

    private static final String IMAGE_TO_TEXT = "image_to_text";
    private static final String TEXT_TO_IMAGE = "text_to_image";
    private static final String MEAN_RANK = "_mean_rank";
    private static final String MEDIAN_RANK = "_median_rank";
    private static final String RECALL = "_R@";

    /**
     * Ranks both ways by cosine. Memory grows with n, not with its square.
     *
     * @param images [n, d], raw or normalised
     * @param texts [n, d], raw or normalised
     * @throws IllegalArgumentException when the shapes differ, there is no pair, or a value is not finite
     */
    public static RetrievalMetrics of(float[][] images, float[][] texts) {
        checkPairs(images, texts);
        RankCounter counter =
                new RankCounter(UnitRows.of(images, "image features"), UnitRows.of(texts, "text features"));
        counter.count();
        return new RetrievalMetrics(counter.imageToText(), counter.textToImage());
    }

    /**
     * The figures' names, in the order in which they are reported: {@code image_to_text_mean_rank}, {@code ..._median_rank},
     * {@code image_to_text_R@1} and so on, and the same for {@code text_to_image}.
     */
    public static List<String> names() {
        List<String> names = new ArrayList<>();
        for (String direction : List.of(IMAGE_TO_TEXT, TEXT_TO_IMAGE)) {
            names.add(direction + MEAN_RANK);
            names.add(direction + MEDIAN_RANK);
            RECALLS.forEach(k -> names.add(direction + RECALL + k));
        }
        return names;
    }

    /** The figures alone, by {@link #names()}. */
    public Map<String, Double> values() {
        Map<String, Double> values = new LinkedHashMap<>();
        put(values, IMAGE_TO_TEXT, imageToText);
        put(values, TEXT_TO_IMAGE, textToImage);
        return values;
    }

    private static void put(Map<String, Double> values, String direction, Ranks ranks) {
        values.put(direction + MEAN_RANK, ranks.meanRank());
        values.put(direction + MEDIAN_RANK, ranks.medianRank());
        RECALLS.forEach(k -> values.put(direction + RECALL + k, ranks.recallAt(k)));
    }

    /** The figures, by {@link #names()}; recalls with bootstrap intervals over the pairs. */
    public List<MetricValue> summary(Bootstrap bootstrap) {
        List<MetricValue> out = new ArrayList<>();
        add(out, IMAGE_TO_TEXT, imageToText, bootstrap);
        add(out, TEXT_TO_IMAGE, textToImage, bootstrap);
        return out;
    }

    private static void add(List<MetricValue> out, String direction, Ranks ranks, Bootstrap bootstrap) {
        out.add(MetricValue.plain(direction + MEAN_RANK, ranks.queries(), ranks.meanRank()));
        out.add(MetricValue.plain(direction + MEDIAN_RANK, ranks.queries(), ranks.medianRank()));
        for (int k : RECALLS) {
            out.add(bootstrap.measure(
                    direction + RECALL + k, ranks.queries(), weights -> OptionalDouble.of(ranks.recallAt(k, weights))));
        }
    }

    static void checkPairs(float[][] images, float[][] texts) {
        if (images.length != texts.length) {
            throw new IllegalArgumentException(
                    "expected one text an image, found " + images.length + " images and " + texts.length + " texts");
        }
        if (images.length > 0 && images[0].length != texts[0].length) {
            throw new IllegalArgumentException("expected image and text features of one length, found "
                    + images[0].length + " and " + texts[0].length);
        }
    }
}
