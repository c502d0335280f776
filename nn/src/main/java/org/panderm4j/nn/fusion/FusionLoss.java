package org.panderm4j.nn.fusion;

import java.util.List;
import java.util.Optional;

/**
 * Mean cross-entropy of the first output, and a share of the sum of those of further ones, whose unknown labels are left out. As in
 * PyTorch, a mean over weighted cases is divided by the sum of their weights, and smoothed labels give every class the same share.
 */
public final class FusionLoss {
    private final List<FusionDesign.Output> outputs;
    private final Options options;

    /**
     * How the loss is made.
     *
     * @param smoothing share of a label that goes to all classes alike, at least 0 and below 1 (Szegedy et al. 2016)
     * @param classWeights of the first output's classes, 0 or more; all alike if absent
     * @param furtherWeight of the sum of the further outputs' losses, 0 or more
     */
    public record Options(double smoothing, Optional<List<Double>> classWeights, double furtherWeight) {
        public Options {
            classWeights = classWeights.map(List::copyOf);
            boolean weighty = classWeights.isEmpty()
                    || classWeights.get().stream().allMatch(weight -> weight >= 0 && Double.isFinite(weight));
            boolean finite = furtherWeight >= 0 && Double.isFinite(furtherWeight);
            if (!(smoothing >= 0 && smoothing < 1) || !finite || !weighty) {
                throw new IllegalArgumentException("expected a smoothing of at least 0 and below 1 and weights of 0 or"
                        + " more, found a smoothing of " + smoothing + ", class weights " + classWeights
                        + " and a weight of further outputs of " + furtherWeight);
            }
        }

        /** As the reference has it: no weights, no smoothing; further outputs count as much as the first. */
        public static Options plain() {
            return new Options(0, Optional.empty(), 1);
        }
    }

    /**
     * A loss.
     *
     * @param loss with all outputs
     * @param gradient by the logits, [b][classes of all outputs]
     * @param right cases whose first output is largest at their own label
     */
    public record Value(double loss, float[][] gradient, int right) {}

    /**
     * @throws IllegalArgumentException when there is not one weight for each class of the first output
     */
    public FusionLoss(FusionDesign design, Options options) {
        this.outputs = design.outputs();
        this.options = options;
        int classes = outputs.get(0).classes();
        if (options.classWeights().isPresent() && options.classWeights().get().size() != classes) {
            throw new IllegalArgumentException("expected a weight for each of the " + classes + " classes of "
                    + outputs.get(0).name() + ", found "
                    + options.classWeights().get().size());
        }
    }

    /**
     * The loss of a batch.
     *
     * @param logits [b][classes of all outputs]
     * @throws IllegalArgumentException when labels do not fit the outputs, or one of the first output is unknown
     */
    public Value of(float[][] logits, FusionTargets targets) {
        check(logits, targets);
        float[][] gradient = new float[logits.length][logits[0].length];
        double loss = 0;
        int first = 0;
        for (int k = 0; k < outputs.size(); k++) {
            int classes = outputs.get(k).classes();
            CrossEntropy entropy = new CrossEntropy(first, weights(k, classes), options.smoothing());
            loss += entropy.add(
                    logits, targets.labels()[k], targets.mix(), k == 0 ? 1 : options.furtherWeight(), gradient);
            first += classes;
        }
        return new Value(loss, gradient, right(logits, targets.labels()[0]));
    }

    private double[] weights(int output, int classes) {
        double[] weights = new double[classes];
        for (int k = 0; k < classes; k++) {
            weights[k] = output == 0 && options.classWeights().isPresent()
                    ? options.classWeights().get().get(k)
                    : 1;
        }
        return weights;
    }

    private void check(float[][] logits, FusionTargets targets) {
        if (targets.labels().length != outputs.size() || targets.size() != logits.length) {
            throw new IllegalArgumentException("expected labels of " + outputs.size() + " outputs for " + logits.length
                    + " cases, found " + targets.labels().length + " for " + targets.size());
        }
        for (int k = 0; k < outputs.size(); k++) {
            int least = k == 0 ? 0 : FusionTargets.UNKNOWN;
            for (int label : targets.labels()[k]) {
                if (label < least || label >= outputs.get(k).classes()) {
                    throw new IllegalArgumentException(
                            "output " + outputs.get(k).name() + ": expected labels from " + least + " to "
                                    + (outputs.get(k).classes() - 1) + ", found " + label);
                }
            }
        }
    }

    private int right(float[][] logits, int... labels) {
        int right = 0;
        for (int i = 0; i < labels.length; i++) {
            int largest = 0;
            for (int k = 1; k < outputs.get(0).classes(); k++) {
                largest = logits[i][k] > logits[i][largest] ? k : largest;
            }
            right += largest == labels[i] ? 1 : 0;
        }
        return right;
    }
}
