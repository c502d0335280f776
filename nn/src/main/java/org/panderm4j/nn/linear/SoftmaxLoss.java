package org.panderm4j.nn.linear;

import java.util.Arrays;
import org.panderm4j.nn.train.Workers;

/** Weighted mean cross-entropy of logits, and what it asks of them. Summed in an order that depends on no number of threads. */
final class SoftmaxLoss {
    /** Rows summed in one go. */
    private static final int ROWS = 128;

    private final int classes;
    private final int[] labels;
    private final double[] shares; // of each row in the mean
    private final Workers workers;

    /**
     * @param labels [n]
     * @param weights [n], of the rows, none negative, not all 0
     */
    SoftmaxLoss(int classes, int[] labels, double[] weights, Workers workers) {
        this.classes = classes;
        this.labels = labels;
        this.workers = workers;
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        this.shares = new double[weights.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = weights[i] / total;
        }
    }

    /**
     * The loss; logits become their gradients.
     *
     * @param logits [n x classes], without the bias; overwritten
     * @param bias [classes]
     * @param biasGradient [classes], overwritten
     */
    double apply(double[] logits, double[] bias, double[] biasGradient) {
        int parts = (labels.length + ROWS - 1) / ROWS;
        double[][] sums = new double[parts][];
        workers.run(parts, part -> {
            int from = part * ROWS;
            sums[part] = part(logits, bias, from, Math.min(labels.length, from + ROWS));
        });
        double loss = 0;
        Arrays.fill(biasGradient, 0);
        for (double[] sum : sums) {
            loss += sum[classes];
            for (int k = 0; k < classes; k++) {
                biasGradient[k] += sum[k];
            }
        }
        return loss;
    }

    /** Bias gradients of some rows, then their loss, [classes + 1]. */
    private double[] part(double[] logits, double[] bias, int from, int to) {
        double[] sums = new double[classes + 1];
        for (int i = from; i < to; i++) {
            sums[classes] += shares[i] * row(logits, i * classes, bias, labels[i]);
            for (int k = 0; k < classes; k++) {
                double gradient = shares[i] * logits[i * classes + k];
                logits[i * classes + k] = gradient;
                sums[k] += gradient;
            }
        }
        return sums;
    }

    /** The loss of a row, whose logits become the differences of probability and truth. */
    private double row(double[] logits, int start, double[] bias, int label) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < classes; k++) {
            logits[start + k] += bias[k];
            largest = Math.max(largest, logits[start + k]);
        }
        double ofLabel = logits[start + label] - largest;
        double total = 0;
        for (int k = 0; k < classes; k++) {
            logits[start + k] = Math.exp(logits[start + k] - largest);
            total += logits[start + k];
        }
        for (int k = 0; k < classes; k++) {
            logits[start + k] /= total;
        }
        logits[start + label] -= 1;
        return Math.log(total) - ofLabel;
    }
}
