package org.panderm4j.peers.sae;

import java.io.IOException;
import java.nio.FloatBuffer;
import org.panderm4j.nn.sae.SaeWeights;
import org.panderm4j.peers.step.StepChild;
import org.panderm4j.peers.step.StepContestant;
import org.panderm4j.peers.step.Stepper;

/** A process that holds an autoencoder. */
final class SaeChild {
    private SaeChild() {}

    /**
     * Runs the child.
     *
     * @param args the contestant, the state, rows of a batch, threads
     */
    public static void main(String... args) throws IOException {
        int threads = Integer.parseInt(args[3]);
        StepChild.serve(
                () -> open(StepContestant.of(args[0]), SaeState.of(args[1]), Integer.parseInt(args[2]), threads));
    }

    private static Stepper open(StepContestant contestant, SaeState state, int count, int threads) {
        SaeWeights weights = state.weights();
        FloatBuffer rows = SaeState.rows(count);
        return contestant == StepContestant.PANDERM4J
                ? new OurSae(weights, rows, count, threads)
                : new LibtorchSae(weights, rows, count, threads);
    }
}
