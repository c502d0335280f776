package org.panderm4j.nn.linear;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.panderm4j.nn.train.Workers;

/**
 * Fits a multinomial logistic regression, by default as the reference's linear probe does.
 *
 * @param penalty on the weights
 * @param cost C, the inverse of the penalty's force; empty for the reference's {@code width * classes / 100}
 * @param solver and its limits
 */
public record LogisticRegression(Penalty penalty, OptionalDouble cost, Lbfgs solver) {
    /** The reference's. */
    public static final LogisticRegression REFERENCE =
            new LogisticRegression(Penalty.REFERENCE, OptionalDouble.empty(), Lbfgs.REFERENCE);

    /**
     * How a fit came out.
     *
     * @param head fitted
     * @param cost C in force
     * @param strength the factor before the penalty
     * @param pull length of the loss's gradient by the weights where all weights are 0 and the biases tell the classes' shares
     * @param solution of the solver
     */
    public record Fit(LinearHead head, double cost, double strength, double pull, Lbfgs.Result solution) {
        /**
         * Whether the best weights are exactly 0, all of them: the loss pulls no harder than the reference's penalty holds. The head
         * then tells the classes' shares and nothing of a picture, and what ranks its outputs is noise.
         */
        public boolean isCollapsed(Penalty penalty) {
            return penalty == Penalty.REFERENCE && pull <= strength;
        }
    }

    /** Told after every iteration. */
    @FunctionalInterface
    public interface Progress {
        /** Pays no heed. */
        Progress NONE = (iteration, value, head) -> {};

        /**
         * Takes note of a finished iteration.
         *
         * @param value of the objective
         * @param head as it is by then; made when it is asked for
         */
        void iterated(int iteration, double value, Supplier<LinearHead> head);
    }

    public LogisticRegression {
        if (cost.isPresent() && !(cost.getAsDouble() > 0 && Double.isFinite(cost.getAsDouble()))) {
            throw new IllegalArgumentException("expected C above 0, found " + cost.getAsDouble());
        }
    }

    /**
     * Fits.
     *
     * @param labels [n], each from 0 to below the head's classes
     * @param weights [n], of the rows in the mean, none negative; the sum of each class's above 0
     * @param start where the solver begins; not changed
     * @param progress told of every iteration
     * @param stop asked before every iteration
     * @throws IllegalArgumentException when counts differ, a label is no class, or a class has no row that counts
     */
    public Fit fit(
            FeatureMatrix features,
            int[] labels,
            double[] weights,
            LinearHead start,
            Workers workers,
            Progress progress,
            BooleanSupplier stop) {
        check(features, start, weights.length, labels.length);
        double[] shares = shares(labels, weights, start.classes());
        double c = cost.orElse(start.width() * (double) start.classes() / 100);
        try (LogisticObjective objective =
                new LogisticObjective(features, labels, weights, start.classes(), penalty, c, workers)) {
            double pull = pull(objective, shares, start);
            Lbfgs.Result solution = solver.minimize(
                    objective,
                    start.values(),
                    (iteration, value, point) -> progress.iterated(iteration, value, () -> start.at(point.clone())),
                    stop);
            return new Fit(start.at(solution.point()), c, objective.strength(), pull, solution);
        }
    }

    private static void check(FeatureMatrix features, LinearHead start, int weights, int labels) {
        if (labels != features.rows() || weights != labels || start.width() != features.width()) {
            throw new IllegalArgumentException(
                    "expected " + features.rows() + " labels and weights for features of width " + start.width()
                            + ", found " + labels + " and " + weights + " and width " + features.width());
        }
    }

    /** Of the classes in the sum of weights. */
    private static double[] shares(int[] labels, double[] weights, int classes) {
        double[] shares = new double[classes];
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes || !(weights[i] >= 0 && weights[i] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("row " + i + ": expected a label from 0 to " + (classes - 1)
                        + " and a weight of 0 or more, found " + labels[i] + " and " + weights[i]);
            }
            shares[labels[i]] += weights[i];
        }
        double total = Arrays.stream(shares).sum();
        for (int k = 0; k < classes; k++) {
            if (!(shares[k] > 0)) {
                throw new IllegalArgumentException(
                        "expected rows of every class, found none that counts of class " + k);
            }
            shares[k] /= total;
        }
        return shares;
    }

    /** At W = 0 the best bias is the logarithm of the classes' shares, and no penalty has a gradient there. */
    private static double pull(LogisticObjective objective, double[] shares, LinearHead start) {
        int weights = start.classes() * start.width();
        double[] point = new double[weights + shares.length];
        for (int k = 0; k < shares.length; k++) {
            point[weights + k] = Math.log(shares[k]);
        }
        double[] gradient = new double[point.length];
        objective.evaluate(point, gradient);
        double squares = 0;
        for (int i = 0; i < weights; i++) {
            squares += gradient[i] * gradient[i];
        }
        return Math.sqrt(squares);
    }
}
