package org.panderm4j.peers.probe;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.panderm4j.benchmarks.MadeUpFeatures;

/** A process that holds the data and fits them at every line {@code fit PASSES} on its standard input, until that ends. */
final class FitChild {
    private FitChild() {}

    /**
     * Runs the child.
     *
     * @param args the contestant, rows, width, classes, C, tolerance, threads
     */
    public static void main(String... args) throws IOException {
        PrintStream answers = System.out;
        System.setOut(System.err); // libraries may print what they like
        FitSettings settings = new FitSettings(
                Integer.parseInt(args[1]),
                Integer.parseInt(args[2]),
                Integer.parseInt(args[3]),
                Double.parseDouble(args[4]),
                Double.parseDouble(args[5]),
                1,
                1,
                1,
                Integer.parseInt(args[6]));
        try (Fitter fitter = fitter(ProbeContestant.of(args[0]), settings)) {
            answers.println(new FitAnswer(fitter.version(), null, null, null).line());
            BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                long start = System.nanoTime();
                Fitter.Solution solution = fitter.fit(Integer.parseInt(line.substring("fit ".length())));
                double seconds = (System.nanoTime() - start) / 1e9;
                answers.println(new FitAnswer(null, seconds, solution.passes(), solution.point()).line());
            }
        }
    }

    private static Fitter fitter(ProbeContestant contestant, FitSettings settings) {
        MadeUpFeatures data = MadeUpFeatures.of(settings.rows(), settings.width(), settings.classes());
        return contestant == ProbeContestant.TRIBUO_SGD ? new TribuoFit(data) : new OurFit(data, settings);
    }
}
