package org.panderm4j.benchmarks;

import java.util.Arrays;
import org.panderm4j.nn.linear.Objective;

/**
 * What {@link org.panderm4j.nn.linear.LogisticObjective} is measured against: the mean cross-entropy of a multinomial logistic
 * regression and half its squared weights times a strength, in plain loops on one thread. The point is W row by row, then b.
 */
public final class PlainLogistic implements Objective {
    private final MadeUpFeatures data;
    private final double strength;

    /**
     * @param cost C: the strength of the penalty is one over C and the number of rows
     */
    public PlainLogistic(MadeUpFeatures data, double cost) {
        this.data = data;
        this.strength = 1 / (cost * data.labels().length);
    }

    @Override
    public double evaluate(double[] point, double[] gradient) {
        int biases = data.classes() * data.width();
        Arrays.fill(gradient, 0);
        double[] logits = new double[data.classes()];
        double loss = 0;
        for (int i = 0; i < data.labels().length; i++) {
            float[] row = data.rows()[i];
            for (int k = 0; k < logits.length; k++) {
                logits[k] = point[biases + k] + dot(point, k * row.length, row);
            }
            loss += softmax(logits, data.labels()[i]);
            for (int k = 0; k < logits.length; k++) {
                double share = logits[k] / data.labels().length;
                add(share, row, gradient, k * row.length);
                gradient[biases + k] += share;
            }
        }
        return loss / data.labels().length + penalty(point, gradient, biases);
    }

    private static double dot(double[] point, int from, float[] row) {
        double sum = 0;
        for (int j = 0; j < row.length; j++) {
            sum += point[from + j] * row[j];
        }
        return sum;
    }

    private static void add(double factor, float[] row, double[] gradient, int from) {
        for (int j = 0; j < row.length; j++) {
            gradient[from + j] += factor * row[j];
        }
    }

    /** The cross-entropy; logits become the differences of probability and truth. */
    private static double softmax(double[] logits, int label) {
        double largest = Arrays.stream(logits).max().orElseThrow();
        double total = 0;
        for (double logit : logits) {
            total += Math.exp(logit - largest);
        }
        double loss = Math.log(total) + largest - logits[label];
        for (int k = 0; k < logits.length; k++) {
            logits[k] = Math.exp(logits[k] - largest) / total;
        }
        logits[label] -= 1;
        return loss;
    }

    private double penalty(double[] point, double[] gradient, int weights) {
        double squares = 0;
        for (int i = 0; i < weights; i++) {
            squares += point[i] * point[i];
            gradient[i] += strength * point[i];
        }
        return strength / 2 * squares;
    }
}
