package org.panderm4j.nn.clip;

import java.util.Arrays;
import org.panderm4j.nn.train.Workers;

/** The logits of all combinations of images and texts, and the way back through them, some rows at a time. */
final class PairLogits {
    /** Images at a time. */
    private static final int ROWS = 256;

    private final double[][] images;
    private final double[][] texts;
    private final double[][] textColumns;
    private final double scale;
    private final double bias;
    private final Workers workers;
    private final Products products;

    PairLogits(double[][] images, double[][] texts, double scale, double bias, Workers workers) {
        check(images, texts);
        this.images = images;
        this.texts = texts;
        this.scale = scale;
        this.bias = bias;
        this.workers = workers;
        this.products = new Products(workers);
        this.textColumns = products.transposed(texts); // [E][b]
    }

    private static void check(double[][] images, double[][] texts) {
        if (images.length == 0 || images.length != texts.length) {
            throw new IllegalArgumentException("expected as many texts as images, at least one, found " + images.length
                    + " images and " + texts.length + " texts");
        }
        int width = images[0].length;
        for (double[][] rows : new double[][][] {images, texts}) {
            for (double[] row : rows) {
                if (row.length != width) {
                    throw new IllegalArgumentException(
                            "expected vectors of one length, found " + width + " and " + row.length);
                }
            }
        }
    }

    /** Sees some rows of logits. */
    @FunctionalInterface
    interface Visitor {
        /**
         * Once for some rows.
         *
         * @param first the image that the first row is of
         * @param logits [some][b]
         */
        void visit(int first, double[][] logits);
    }

    /** One row of a loss. */
    @FunctionalInterface
    interface RowLoss {
        /**
         * Puts the loss' derivatives by the logits in their place.
         *
         * @param image which row it is
         * @param logits [b]
         * @return what the row adds to the loss
         */
        double derive(int image, double[] logits);
    }

    int pairs() {
        return images.length;
    }

    Workers workers() {
        return workers;
    }

    /** All rows, in order. */
    void forEach(Visitor visitor) {
        for (int first = 0; first < pairs(); first += ROWS) {
            visitor.visit(first, rows(first));
        }
    }

    private double[][] rows(int first) {
        double[][] some = some(first);
        double[][] logits = new double[some.length][pairs()];
        products.add(some, textColumns, logits);
        workers.run(some.length, i -> {
            for (int j = 0; j < logits[i].length; j++) {
                logits[i][j] = scale * logits[i][j] + bias;
            }
        });
        return logits;
    }

    private double[][] some(int first) {
        return Arrays.copyOfRange(images, first, Math.min(pairs(), first + ROWS));
    }

    /** The sum of the rows' losses and its gradients. */
    PairGradients gradients(RowLoss loss) {
        double[][] byImages = new double[pairs()][images[0].length];
        double[][] byTexts = new double[pairs()][images[0].length];
        double[] losses = new double[pairs()];
        double[] byBias = new double[pairs()];
        forEach((first, logits) -> {
            workers.run(logits.length, i -> {
                losses[first + i] = loss.derive(first + i, logits[i]);
                byBias[first + i] = Arrays.stream(logits[i]).sum();
            });
            products.add(logits, texts, Arrays.copyOfRange(byImages, first, first + logits.length));
            products.add(products.transposed(logits), some(first), byTexts);
        });
        // So far by scaled vectors; what is left is the scale, itself or as a factor.
        double byScale = 0;
        for (int i = 0; i < pairs(); i++) {
            byScale += dot(byImages[i], images[i]);
        }
        multiply(byImages);
        multiply(byTexts);
        double sum = Arrays.stream(losses).sum();
        return new PairGradients(
                sum, byImages, byTexts, byScale, Arrays.stream(byBias).sum());
    }

    private void multiply(double[][] rows) {
        for (double[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                row[i] *= scale;
            }
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
