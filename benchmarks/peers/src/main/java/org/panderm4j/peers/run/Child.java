package org.panderm4j.peers.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.peers.engine.AbsentException;
import org.panderm4j.peers.engine.Contestant;
import org.panderm4j.peers.engine.Forwards;
import org.panderm4j.peers.tower.Forward;
import org.panderm4j.peers.tower.Model;
import org.panderm4j.peers.tower.SeededWeights;

/**
 * A process with one engine and one model. It loads them, says so, and then obeys the lines on its standard input until that
 * ends: {@code time BATCH REPETITIONS} or {@code features BATCH}. Between lines it waits and computes nothing.
 */
public final class Child {
    private final Forward forward;
    private final Model model;
    private int size;
    private Batch batch;

    private Child(Forward forward, Model model) {
        this.forward = forward;
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
        Model model = Model.of(args[1]);
        Tower tower = model.tower(Integer.parseInt(args[2]));
        int length = model == Model.TEXT ? Model.CONTEXT : 0;
        int threads = Integer.parseInt(args[3]);
        try (Forward forward =
                Forwards.open(Contestant.of(args[0]), tower, new SeededWeights(tower), length, threads)) {
            answers.println(Answer.loaded(forward.version()).line());
            new Child(forward, model).obey(answers);
        } catch (AbsentException e) {
            answers.println(Answer.absent(e.getMessage()).line());
        } catch (RuntimeException | LinkageError e) {
            e.printStackTrace();
            answers.println(Answer.failed(e.toString()).line());
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
            case "features" -> Answer.computed(forward.features(batch));
            default -> throw new IllegalArgumentException("expected time or features, found " + words[0]);
        };
    }

    /** Makes the inputs before the clock runs. */
    private void prepare(int wanted) {
        if (wanted != size) {
            batch = model.batch(wanted);
            size = wanted;
        }
    }

    private double[] time(int repetitions) {
        double[] seconds = new double[repetitions];
        for (int i = 0; i < repetitions; i++) {
            long start = System.nanoTime();
            forward.features(batch);
            seconds[i] = (System.nanoTime() - start) / 1e9;
        }
        return seconds;
    }
}
