package org.panderm4j.peers.step;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** The child's end: does as many steps as every line of standard input says, until that ends. */
public final class StepChild {
    private StepChild() {}

    /** Opens a network and serves. */
    public static void serve(Supplier<Stepper> network) throws IOException {
        PrintStream answers = System.out;
        System.setOut(System.err); // libraries may print what they like
        try (Stepper stepper = network.get()) {
            answers.println(new StepAnswer(stepper.version(), null, null, null).line());
            BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                answers.println(steps(stepper, Integer.parseInt(line)).line());
            }
        }
    }

    private static StepAnswer steps(Stepper stepper, int count) {
        double[] losses = new double[count];
        double[] passes = new double[count];
        double[] steps = new double[count];
        for (int i = 0; i < count; i++) {
            Stepper.Timed timed = stepper.step();
            losses[i] = timed.loss();
            passes[i] = timed.passSeconds();
            steps[i] = timed.stepSeconds();
        }
        return new StepAnswer(null, losses, passes, steps);
    }
}
