package org.panderm4j.peers.fusion;

import java.io.IOException;
import java.util.SplittableRandom;
import org.panderm4j.nn.fusion.FusionDesign;
import org.panderm4j.nn.fusion.FusionInitialWeights;
import org.panderm4j.nn.fusion.FusionInputs;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.peers.step.StepChild;
import org.panderm4j.peers.step.StepContestant;
import org.panderm4j.peers.step.Stepper;

/** A process that holds a fusion network. */
final class FusionChild {
    private FusionChild() {}

    /**
     * Runs the child.
     *
     * @param args the contestant, the size, cases of a batch, threads
     */
    public static void main(String... args) throws IOException {
        int threads = Integer.parseInt(args[3]);
        StepChild.serve(
                () -> open(StepContestant.of(args[0]), FusionSize.of(args[1]), Integer.parseInt(args[2]), threads));
    }

    private static Stepper open(StepContestant contestant, FusionSize size, int batch, int threads) {
        FusionDesign design = size.design();
        FusionInputs inputs = size.inputs(batch);
        int[] labels = FusionSize.labels(batch);
        Weights weights = new FusionInitialWeights(design, name -> new SplittableRandom(name.hashCode()));
        return contestant == StepContestant.PANDERM4J
                ? new OurFusion(design, weights, inputs, labels, threads)
                : LibtorchFusion.open(design, weights, inputs, labels, threads);
    }
}
