package org.panderm4j.cli;

import org.panderm4j.nn.linear.L1Sgd;
import picocli.CommandLine.Option;

/** Options of the solver of concept bottlenecks. */
final class SgdOptions {
    @Option(
            names = "--alpha",
            paramLabel = "A",
            defaultValue = "0.001",
            description = "Strength of the L1 penalty; a larger one leaves fewer weights (default: ${DEFAULT-VALUE}).")
    double alpha;

    @Option(
            names = "--max-epochs",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Passes over the training rows at most (default: ${DEFAULT-VALUE}).")
    int maxEpochs;

    @Option(
            names = "--tolerance",
            paramLabel = "T",
            defaultValue = "0.001",
            description = "Gain of the mean loss that counts as progress (default: ${DEFAULT-VALUE}).")
    double tolerance;

    @Option(
            names = "--patience",
            paramLabel = "N",
            defaultValue = "5",
            description = "Passes without progress that end a fit (default: ${DEFAULT-VALUE}).")
    int patience;

    L1Sgd solver() {
        Bounds.positive("--alpha", alpha);
        Bounds.atLeast(1, "--max-epochs", maxEpochs);
        Bounds.notNegative("--tolerance", tolerance);
        Bounds.atLeast(1, "--patience", patience);
        return new L1Sgd(alpha, maxEpochs, tolerance, patience);
    }
}
