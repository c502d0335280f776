package org.panderm4j.finetune;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How parameters are moved.
 *
 * @param epochs times that every training case is seen
 * @param batchSize cases of a micro-batch
 * @param accumulate micro-batches to a step
 * @param rate learning rate at its highest
 * @param towerRate likewise for towers, if it is another
 * @param warmUp epochs of linear rise
 * @param weightDecay of all parameters
 * @param decoupled whether it shrinks parameters instead of being added to gradients
 * @param layerDecay factor of the rate from one block to the one below
 * @param clipNorm longest gradient, if it is limited
 * @param monitor the validation figure that says which epoch is best; empty to keep the last one
 * @param patience epochs without improvement after which training ends; 0 for never
 * @param balanced whether cases are drawn so that classes come equally often
 */
public record StepOptions(
        int epochs,
        int batchSize,
        int accumulate,
        double rate,
        OptionalDouble towerRate,
        int warmUp,
        double weightDecay,
        boolean decoupled,
        double layerDecay,
        OptionalDouble clipNorm,
        Optional<String> monitor,
        int patience,
        boolean balanced) {}
