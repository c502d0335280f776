package org.panderm4j.nn.linear;

/**
 * Logistic regression of two classes by stochastic gradient descent with an L1 penalty that is paid cumulatively (Tsuruoka, Tsujii and
 * Ananiadou 2009), step by step as scikit-learn's {@code SGDClassifier} with its "optimal" learning rate. Sums and weights are in double
 * precision; the intercept is not penalised.
 *
 * <p>A feature that is 0 in a row and has no weight changes nothing, so it is not visited: a step takes time by what is not 0, and gives
 * the bits of the full one.
 *
 * @param alpha strength of the penalty, above 0
 * @param maxEpochs passes over the rows at most, at least 1
 * @param tolerance a pass must bring the mean loss this much below the best one to count as progress
 * @param patience passes in a row without progress that end the fit, at least 1
 */
public record L1Sgd(double alpha, int maxEpochs, double tolerance, int patience) {
    /** As the reference trains its concept bottleneck. */
    public static final L1Sgd REFERENCE = new L1Sgd(0.001, 1000, 0.001, 5);

    /**
     * A fitted classifier and how the fit went.
     *
     * @param epochs passes taken
     * @param loss mean of the last pass, each row's before its own step
     * @param converged whether it ended before {@link #maxEpochs}, or by patience in the last of them
     */
    public record Fit(BinaryClassifier classifier, int epochs, double loss, boolean converged) {}

    public L1Sgd {
        if (!(alpha > 0 && Double.isFinite(alpha)) || maxEpochs < 1 || !(tolerance >= 0) || patience < 1) {
            throw new IllegalArgumentException(
                    "expected an alpha above 0, at least 1 epoch, a tolerance of 0 or more and"
                            + " a patience of at least 1, found " + alpha + ", " + maxEpochs + ", " + tolerance
                            + " and "
                            + patience);
        }
    }

    /**
     * Fits from zero.
     *
     * @param rows of which some train
     * @param train their numbers, in training order
     * @param positive [n] of all rows, whether they are of class 1
     * @param seed of the order in each pass; any
     * @throws IllegalArgumentException when the training rows are not of both classes
     * @throws ArithmeticException when the weights overflow
     */
    public Fit fit(SparseRows rows, int[] train, boolean[] positive, int seed) {
        requireBoth(train, positive);
        L1SgdState state = new L1SgdState(rows.width(), alpha);
        int[] order = train.clone();
        double best = Double.POSITIVE_INFINITY;
        double loss = 0;
        int stalled = 0;
        int epoch = 0;
        while (epoch < maxEpochs && stalled < patience) {
            XorShift.shuffle(order, seed);
            loss = 0;
            for (int row : order) {
                loss += state.step(rows, row, positive[row] ? 1 : -1);
            }
            stalled = loss > best - tolerance * train.length ? stalled + 1 : 0;
            best = Math.min(best, loss);
            epoch++;
            requireFinite(state, epoch);
        }
        return new Fit(state.classifier(), epoch, loss / train.length, stalled >= patience);
    }

    private static void requireBoth(int[] train, boolean[] positive) {
        int ones = 0;
        for (int row : train) {
            ones += positive[row] ? 1 : 0;
        }
        if (ones == 0 || ones == train.length) {
            throw new IllegalArgumentException(
                    "expected training rows of both classes, found " + ones + " of class 1 among " + train.length);
        }
    }

    private void requireFinite(L1SgdState state, int epoch) {
        if (!state.isFinite()) {
            throw new ArithmeticException("the weights are no longer finite after epoch " + epoch
                    + "; the features are too large for alpha " + alpha);
        }
    }
}
