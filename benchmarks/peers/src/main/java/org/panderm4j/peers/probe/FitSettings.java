package org.panderm4j.peers.probe;

/**
 * What is fitted, and how far.
 *
 * @param cost C of the squared penalty
 * @param tolerance of the gradient's largest component
 * @param iterations of L-BFGS at most
 * @param epochs of stochastic gradients
 */
record FitSettings(
        int rows,
        int width,
        int classes,
        double cost,
        double tolerance,
        int iterations,
        int epochs,
        int rounds,
        int threads) {
    FitSettings {
        if (classes < 3 || rows < classes || width < 1) {
            throw new IllegalArgumentException("expected at least 3 classes, a row of each and 1 feature, found --rows "
                    + rows + " --width " + width + " --classes " + classes);
        }
        if (!(cost > 0) || !(tolerance >= 0) || iterations < 1 || epochs < 1 || rounds < 1 || threads < 1) {
            throw new IllegalArgumentException("expected positive numbers, found --cost " + cost + " --tolerance "
                    + tolerance
                    + " --iterations " + iterations + " --epochs " + epochs + " --rounds " + rounds + " --threads "
                    + threads);
        }
    }

    /** The limit that a contestant is given. */
    int passes(ProbeContestant contestant) {
        return contestant == ProbeContestant.TRIBUO_SGD ? epochs : iterations;
    }
}
