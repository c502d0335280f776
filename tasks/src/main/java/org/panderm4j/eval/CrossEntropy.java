package org.panderm4j.eval;

import java.util.Arrays;

/** The negative logarithm of a softmax. */
public final class CrossEntropy {
    private CrossEntropy() {}

    /**
     * Of one row, in nats; finite where the probability itself underflows.
     *
     * @param logits [c], finite
     * @param label from 0 to c - 1
     */
    public static double of(double[] logits, int label) {
        double largest = Arrays.stream(logits).max().orElseThrow();
        double total =
                Arrays.stream(logits).map(logit -> Math.exp(logit - largest)).sum();
        return Math.log(total) - (logits[label] - largest);
    }
}
