package org.panderm4j.peers.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.peers.engine.AbsentException;
import org.panderm4j.peers.engine.Contestant;
import org.panderm4j.peers.engine.Forwards;
import org.panderm4j.peers.engine.Trainings;
import org.panderm4j.peers.tower.Forward;
import org.panderm4j.peers.tower.Model;
import org.panderm4j.peers.tower.SeededWeights;
import org.panderm4j.peers.train.Training;

/**
 * A process with one engine and one model. It loads them, says so, and then obeys the lines on its standard input until that
 * ends: {@code time BATCH REPETITIONS}, {@code features BATCH} or, where the model is trained, {@code losses BATCH STEPS}. Between
 * lines it waits and computes nothing.
 */
public final class Child {
    /** To features [b][d], or in training to the loss [1][1]. */
    private final Function<Batch, float[][]> pass;

    private final Model model;
    private int size;
    private Batch batch;

    private Child(Function<Batch, float[][]> pass, Model model) {
        this.pass = pass;
        this.model = model;
    }

    /**
     * Runs the child.
     *
     * @param args the contestant, the model, its number of layers (0 for all), threads
     */
    public static void main(String... args) throws IOException {
        PrintStream answers = System.out;
        System.setOut(System.err); // libraries may print what they like
        Contestant contestant = Contestant.of(args[0]);
        Model model = Model.of(args[1]);
        Tower tower = model.tower(Integer.parseInt(args[2]));
        int threads = Integer.parseInt(args[3]);
        try {
            if (model.trains()) {
                train(contestant, model, tower, threads, answers);
            } else {
                run(contestant, model, tower, threads, answers);
            }
        } catch (AbsentException e) {
            answers.println(Answer.absent(e.getMessage()).line());
        } catch (RuntimeException | LinkageError e) {
            e.printStackTrace();
            answers.println(Answer.failed(e.toString()).line());
        }
    }

    private static void run(Contestant contestant, Model model, Tower tower, int threads, PrintStream answers)
            throws IOException {
        int length = model == Model.TEXT ? Model.CONTEXT : 0;
        try (Forward forward = Forwards.open(contestant, tower, new SeededWeights(tower), length, threads)) {
            answers.println(Answer.loaded(forward.version()).line());
            new Child(forward::features, model).obey(answers);
        }
    }

    private static void train(Contestant contestant, Model model, Tower tower, int threads, PrintStream answers)
            throws IOException {
        try (Training training = Trainings.open(contestant, tower, new SeededWeights(tower), threads)) {
            answers.println(Answer.loaded(training.version()).line());
            Function<Batch, float[][]> step = batch -> new float[][] {{(float) training.step((Batch.Images) batch)}};
            new Child(step, model).obey(answers);
        }
    }

    private void obey(PrintStream answers) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            answers.println(answer(line.split(" ")).line());
        }
    }

    private Answer answer(String... words) {
        prepare(Integer.parseInt(words[1]));
        return switch (words[0]) {
            case "time" -> Answer.timed(time(Integer.parseInt(words[2])));
            case "features" -> Answer.computed(pass.apply(batch));
            case "losses" -> Answer.computed(losses(Integer.parseInt(words[2])));
            default -> throw new IllegalArgumentException("expected time, features or losses, found " + words[0]);
        };
    }

    /** Makes the inputs before the clock runs. */
    private void prepare(int wanted) {
        if (wanted != size) {
            batch = model.batch(wanted);
            size = wanted;
        }
    }

    private float[][] losses(int steps) {
        float[][] losses = new float[steps][];
        for (int i = 0; i < steps; i++) {
            losses[i] = pass.apply(batch)[0];
        }
        return losses;
    }

    private double[] time(int repetitions) {
        double[] seconds = new double[repetitions];
        for (int i = 0; i < repetitions; i++) {
            long start = System.nanoTime();
            float[][] unused = pass.apply(batch);
            seconds[i] = (System.nanoTime() - start) / 1e9;
        }
        return seconds;
    }
}
