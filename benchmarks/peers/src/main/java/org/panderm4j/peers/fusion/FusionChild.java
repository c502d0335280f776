package org.panderm4j.peers.fusion;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.panderm4j.nn.fusion.FusionDesign;
import org.panderm4j.nn.fusion.FusionInitialWeights;
import org.panderm4j.nn.fusion.FusionInputs;
import org.panderm4j.nn.tower.Weights;

/** A process that holds a network and does as many steps as every line of its standard input says, until that ends. */
final class FusionChild {
    private FusionChild() {}

    /**
     * Runs the child.
     *
     * @param args the contestant, the size, cases of a batch, threads
     */
    public static void main(String... args) throws IOException {
        PrintStream answers = System.out;
        System.setOut(System.err); // libraries may print what they like
        FusionSize size = FusionSize.of(args[1]);
        int batch = Integer.parseInt(args[2]);
        FusionInputs inputs = size.inputs(batch);
        int[] labels = FusionSize.labels(batch);
        try (FusionTraining training = open(FusionContestant.of(args[0]), size.design(), Integer.parseInt(args[3]))) {
            answers.println(new FusionAnswer(training.version(), null, null, null).line());
            BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                answers.println(
                        steps(training, inputs, labels, Integer.parseInt(line)).line());
            }
        }
    }

    private static FusionTraining open(FusionContestant contestant, FusionDesign design, int threads) {
        Weights weights = new FusionInitialWeights(design, name -> new SplittableRandom(name.hashCode()));
        return contestant == FusionContestant.PANDERM4J
                ? new OurFusion(design, weights, threads)
                : LibtorchFusion.open(design, weights, threads);
    }

    private static FusionAnswer steps(FusionTraining training, FusionInputs inputs, int[] labels, int count) {
        double[] losses = new double[count];
        double[] passes = new double[count];
        double[] steps = new double[count];
        for (int i = 0; i < count; i++) {
            FusionTraining.Timed timed = training.step(inputs, labels);
            losses[i] = timed.loss();
            passes[i] = timed.passSeconds();
            steps[i] = timed.stepSeconds();
        }
        return new FusionAnswer(null, losses, passes, steps);
    }
}
