package org.panderm4j.nn.linear;

import java.util.Arrays;

/** Weights on their way, what penalty they owe and what they have paid. */
final class L1SgdState {
    /** Beyond it the logistic loss is a straight line, or nothing, to double precision. */
    private static final double FAR = 18;

    private final double alpha;
    private final double firstSteps; // t0: how many steps the rate is ahead
    private final double[] weight; // [m]
    private final double[] paid; // [m], with the sign of the weight that paid
    private final int[] live; // features with a weight, in any order
    private int liveCount;
    private double intercept;
    private double owed; // by every weight that has been there from the start
    private long step = 1;

    L1SgdState(int width, double alpha) {
        this.alpha = alpha;
        this.firstSteps = 1 / (Math.sqrt(1 / Math.sqrt(alpha)) * alpha);
        this.weight = new double[width];
        this.paid = new double[width];
        this.live = new int[width];
    }

    /**
     * Takes one step.
     *
     * @param sign 1 for class 1, else -1
     * @return the row's loss before it
     */
    double step(SparseRows rows, int row, int sign) {
        double margin = (rows.dot(row, weight) + intercept) * sign;
        double rate = 1 / (alpha * (firstSteps + step - 1)); // in this order, for its rounding
        double update = -rate * slope(margin, sign);
        if (update != 0) {
            add(rows.places(row), rows.values(row), update);
            intercept += update;
        }
        owed += rate * alpha;
        payPenalty();
        step++;
        return loss(margin);
    }

    private static double loss(double margin) {
        if (margin > FAR) {
            return StrictMath.exp(-margin);
        }
        return margin < -FAR ? -margin : StrictMath.log(1 + StrictMath.exp(-margin));
    }

    /** Of the loss by the decision. */
    private static double slope(double margin, int sign) {
        if (margin > FAR) {
            return StrictMath.exp(-margin) * -sign;
        }
        return margin < -FAR ? -sign : -sign / (StrictMath.exp(margin) + 1);
    }

    private void add(int[] places, float[] values, double update) {
        for (int i = 0; i < places.length; i++) {
            int j = places[i];
            double before = weight[j];
            weight[j] = before + values[i] * update;
            if (before == 0 && weight[j] != 0) {
                live[liveCount++] = j;
            }
        }
    }

    /** Each weight comes nearer to 0 by what it owes and has not paid, and stops there. Features have nothing to do with one another. */
    private void payPenalty() {
        int kept = 0;
        for (int i = 0; i < liveCount; i++) {
            int j = live[i];
            double before = weight[j];
            if (before > 0) {
                weight[j] = Math.max(0, before - (owed + paid[j]));
            } else if (before < 0) {
                weight[j] = Math.min(0, before + (owed - paid[j]));
            }
            paid[j] += weight[j] - before;
            if (weight[j] != 0) {
                live[kept++] = j;
            }
        }
        liveCount = kept;
    }

    boolean isFinite() {
        return Double.isFinite(intercept) && Arrays.stream(weight).allMatch(Double::isFinite);
    }

    /** A copy of where it is. */
    BinaryClassifier classifier() {
        return new BinaryClassifier(weight.clone(), intercept);
    }
}
