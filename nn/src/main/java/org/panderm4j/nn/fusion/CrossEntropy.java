package org.panderm4j.nn.fusion;

import java.util.Optional;

/** Weighted mean cross-entropy of one output, whose logits lie somewhere in a row. */
final class CrossEntropy {
    private final int first;
    private final double[] weights;
    private final double smoothing;

    /**
     * @param first place of its first logit in a row
     * @param weights of its classes
     */
    CrossEntropy(int first, double[] weights, double smoothing) {
        this.first = first;
        this.weights = weights;
        this.smoothing = smoothing;
    }

    /**
     * Adds to the gradients.
     *
     * @param labels a class for each case, or unknown
     * @param factor of the loss
     * @param gradient by the logits
     * @return the loss with the factor; 0 if no label is known, or all that are weigh nothing
     */
    double add(float[][] logits, int[] labels, Optional<FusionTargets.Mix> mix, double factor, float[][] gradient) {
        double total = 0;
        double[][] targets = new double[labels.length][weights.length];
        for (int i = 0; i < labels.length; i++) {
            double share = mix.isPresent() ? mix.get().shares()[i] : 1;
            total += target(targets[i], labels[i], share);
            if (mix.isPresent()) {
                total += target(targets[i], labels[mix.get().partners()[i]], 1 - share);
            }
        }
        if (total == 0) {
            return 0;
        }
        double loss = 0;
        for (int i = 0; i < labels.length; i++) {
            loss += add(logits[i], targets[i], factor / total, gradient[i]);
        }
        return loss;
    }

    /** Adds what a label wants of each class to {@code target}; returns the weight of the case. */
    private double target(double[] target, int label, double share) {
        if (label == FusionTargets.UNKNOWN) {
            return 0;
        }
        target[label] += share * (1 - smoothing) * weights[label];
        for (int k = 0; k < target.length; k++) {
            target[k] += share * smoothing / target.length * weights[k];
        }
        return share * weights[label];
    }

    /** sum_k target_k (-log p_k), whose gradient is p sum(target) - target. */
    private double add(float[] logits, double[] target, double factor, float[] gradient) {
        double most = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < target.length; k++) {
            most = Math.max(most, logits[first + k]);
        }
        double sum = 0;
        double wanted = 0;
        for (int k = 0; k < target.length; k++) {
            sum += Math.exp(logits[first + k] - most);
            wanted += target[k];
        }
        double log = Math.log(sum) + most;
        double loss = 0;
        for (int k = 0; k < target.length; k++) {
            double logP = logits[first + k] - log;
            loss -= target[k] == 0 ? 0 : target[k] * logP;
            gradient[first + k] += (float) (factor * (wanted * Math.exp(logP) - target[k]));
        }
        return factor * loss;
    }
}
