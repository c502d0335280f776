package org.panderm4j.eval;

import java.util.Arrays;

/**
 * The contrastive loss of validation pairs.
 *
 * <p>Within a batch of B pairs, {@code Z = scale * images . texts^T} and the loss is the mean of the two cross entropies that
 * have the diagonal as target, by rows and by columns. Batches count by their number of pairs. The value depends on the
 * batch size: a larger batch holds more wrong candidates.
 */
public final class ValidationLoss {
    private ValidationLoss() {}

    /**
     * The loss over all pairs, in batches in the order given.
     *
     * @param images [n, d], raw or normalised
     * @param texts [n, d], raw or normalised
     * @param scale the model's learned scale, already exponentiated
     * @param batch pairs a batch; the last one may hold fewer
     * @throws IllegalArgumentException when shapes differ, there is no pair, or the batch size is below 1
     */
    public static double of(float[][] images, float[][] texts, double scale, int batch) {
        RetrievalMetrics.checkPairs(images, texts);
        if (batch < 1) {
            throw new IllegalArgumentException("expected a batch size of at least 1, found " + batch);
        }
        float[][] unitImages = UnitRows.of(images, "image features");
        float[][] unitTexts = UnitRows.of(texts, "text features");
        double sum = 0;
        for (int first = 0; first < images.length; first += batch) {
            int last = Math.min(first + batch, images.length);
            sum += summedLoss(
                    Arrays.copyOfRange(unitImages, first, last), Arrays.copyOfRange(unitTexts, first, last), scale);
        }
        return sum / images.length;
    }

    /** Mean loss of a batch times its number of pairs. */
    private static double summedLoss(float[][] images, float[][] texts, double scale) {
        int pairs = images.length;
        double[][] byRow = new double[pairs][pairs];
        double[][] byColumn = new double[pairs][pairs];
        for (int i = 0; i < pairs; i++) {
            for (int j = 0; j < pairs; j++) {
                byRow[i][j] = scale * UnitRows.dot(images[i], texts[j]);
                byColumn[j][i] = byRow[i][j];
            }
        }
        double sum = 0;
        for (int i = 0; i < pairs; i++) {
            sum += (CrossEntropy.of(byRow[i], i) + CrossEntropy.of(byColumn[i], i)) / 2;
        }
        return sum;
    }
}
