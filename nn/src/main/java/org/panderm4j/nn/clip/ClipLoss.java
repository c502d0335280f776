package org.panderm4j.nn.clip;

import java.util.Arrays;
import org.panderm4j.nn.train.Workers;

/**
 * The mean of two cross entropies that have the diagonal as target: each image among all texts, each text among all images (CLIP,
 * Radford et al. 2021). A bias has no influence and no gradient but rounding.
 */
public final class ClipLoss implements ContrastiveLoss {
    private final Workers workers;

    public ClipLoss(Workers workers) {
        this.workers = workers;
    }

    @Override
    public PairGradients of(double[][] images, double[][] texts, double scale, double bias) {
        PairLogits pairs = new PairLogits(images, texts, scale, bias, workers);
        LogSums sums = new LogSums(pairs);
        double share = 0.5 / pairs.pairs();
        return pairs.gradients((image, logits) -> {
            double loss = share * (sums.row(image) + sums.column(image) - 2 * logits[image]);
            for (int j = 0; j < logits.length; j++) {
                double logit = logits[j];
                logits[j] = share * (Math.exp(logit - sums.row(image)) + Math.exp(logit - sums.column(j)));
            }
            logits[image] -= 2 * share;
            return loss;
        });
    }

    /** Logarithms of the sums of exponentials, by rows and by columns. */
    private static final class LogSums {
        /** Columns a task. */
        private static final int COLUMNS = 256;

        private final double[] rows;
        /** Largest logit so far, and then the logarithm of the sum. */
        private final double[] columns;

        /** Of exponentials above the largest logit so far. */
        private final double[] columnSums;

        LogSums(PairLogits pairs) {
            rows = new double[pairs.pairs()];
            columns = new double[pairs.pairs()];
            columnSums = new double[pairs.pairs()];
            Arrays.fill(columns, Double.NEGATIVE_INFINITY);
            pairs.forEach((first, logits) -> {
                pairs.workers().run(logits.length, i -> rows[first + i] = logSum(logits[i]));
                int tasks = (columns.length + COLUMNS - 1) / COLUMNS;
                pairs.workers().run(tasks, task -> addColumns(logits, task * COLUMNS));
            });
            for (int j = 0; j < columns.length; j++) {
                columns[j] += Math.log(columnSums[j]);
            }
        }

        private static double logSum(double[] logits) {
            double largest = Double.NEGATIVE_INFINITY;
            for (double logit : logits) {
                largest = Math.max(largest, logit);
            }
            double sum = 0;
            for (double logit : logits) {
                sum += Math.exp(logit - largest);
            }
            return largest + Math.log(sum);
        }

        private void addColumns(double[][] logits, int from) {
            int to = Math.min(columns.length, from + COLUMNS);
            double[] before = Arrays.copyOfRange(columns, from, to);
            for (double[] row : logits) {
                for (int j = from; j < to; j++) {
                    columns[j] = Math.max(columns[j], row[j]);
                }
            }
            for (int j = from; j < to; j++) {
                columnSums[j] *= Math.exp(before[j - from] - columns[j]);
            }
            for (double[] row : logits) {
                for (int j = from; j < to; j++) {
                    columnSums[j] += Math.exp(row[j] - columns[j]);
                }
            }
        }

        double row(int i) {
            return rows[i];
        }

        double column(int j) {
            return columns[j];
        }
    }
}
