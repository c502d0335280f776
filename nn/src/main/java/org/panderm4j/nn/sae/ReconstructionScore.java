package org.panderm4j.nn.sae;

import java.util.Arrays;

/**
 * What a model that works on reconstructions keeps of what it loses when it gets zeros.
 *
 * @param plain mean loss of the model itself
 * @param reconstructed mean loss with reconstructions in place of the features
 * @param ablated mean loss with zeros in place of the features
 */
public record ReconstructionScore(double plain, double reconstructed, double ablated) {
    /** Of losses, of which there must be some. */
    public static ReconstructionScore of(double[] plain, double[] reconstructed, double[] ablated) {
        return new ReconstructionScore(mean(plain), mean(reconstructed), mean(ablated));
    }

    private static double mean(double... losses) {
        return Arrays.stream(losses).average().orElseThrow();
    }

    /** 1 where nothing is lost, 0 where zeros would do as well. */
    public double score() {
        return (ablated - reconstructed) / (ablated - plain);
    }
}
