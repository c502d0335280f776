package org.panderm4j.pretrain;

/**
 * How to train.
 *
 * @param data how batches are made
 * @param learning what is learned
 * @param steps how parameters change
 * @param evaluation what is measured on the way
 * @param snapshotEvery steps from one snapshot to the next; 0 for one at the end alone
 * @param logEvery steps from one line of metrics to the next
 * @param seed of everything random
 * @param threads of the networks; 0 for as many as the machine has
 */
public record PretrainOptions(
        DataOptions data,
        LearningOptions learning,
        StepOptions steps,
        EvaluationOptions evaluation,
        long snapshotEvery,
        long logEvery,
        long seed,
        int threads) {

    int workers() {
        return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }
}
