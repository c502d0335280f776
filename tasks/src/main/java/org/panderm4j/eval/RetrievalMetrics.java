package org.panderm4j.eval;

import java.util.ArrayList;
import java.util.List;
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
     * {@code image_to_text_R@1} and so on, {@code ..._mean_rank}, {@code ..._median_rank}, and the same for
     * {@code text_to_image}; recalls with bootstrap intervals over the pairs.
     */
    public List<MetricValue> summary(Bootstrap bootstrap) {
        List<MetricValue> out = new ArrayList<>();
        add(out, "image_to_text", imageToText, bootstrap);
        add(out, "text_to_image", textToImage, bootstrap);
        return out;
    }

    private static void add(List<MetricValue> out, String direction, Ranks ranks, Bootstrap bootstrap) {
        out.add(MetricValue.plain(direction + "_mean_rank", ranks.queries(), ranks.meanRank()));
        out.add(MetricValue.plain(direction + "_median_rank", ranks.queries(), ranks.medianRank()));
        for (int k : RECALLS) {
            out.add(bootstrap.measure(
                    direction + "_R@" + k, ranks.queries(), weights -> OptionalDouble.of(ranks.recallAt(k, weights))));
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
