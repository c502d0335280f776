package org.panderm4j.peers.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.peers.engine.Contestant;
import org.panderm4j.peers.report.Agreement;
import org.panderm4j.peers.report.Outcome;
import org.panderm4j.peers.report.Series;
import org.panderm4j.peers.tower.Model;
import org.panderm4j.peers.tower.Work;

/** Runs all contestants on all models, in turns, and collects what they say. */
public final class Contest {
    /** Inputs whose features are compared between contestants. */
    private static final int COMPARED = 4;

    /** Training steps whose losses are compared: the second and third have been through backward passes and updates. */
    private static final int STEPS = 3;

    /** After this long the threads of whoever has just computed have stopped waiting for more by spinning. */
    private static final long REST_MILLISECONDS = 300;

    private static final int MOST_REPETITIONS = 1000;

    private final Settings settings;
    private final Consumer<String> log;
    private final Map<Contestant, String> versions = new LinkedHashMap<>();
    private final List<Agreement> agreements = new ArrayList<>();
    private final List<Series> series = new ArrayList<>();

    private Contest(Settings settings, Consumer<String> log) {
        this.settings = settings;
        this.log = log;
    }

    /**
     * Runs the contest.
     *
     * @param log takes a line on each step
     */
    public static Outcome run(Settings settings, Consumer<String> log) throws IOException {
        Contest contest = new Contest(settings, log);
        for (Model model : settings.models()) {
            contest.run(model);
        }
        return new Outcome(contest.versions, contest.agreements, contest.series);
    }

    private void run(Model model) throws IOException {
        try (Lineup lineup = Lineup.start(model, settings, versions, log)) {
            agree(model, lineup);
            for (int batch : settings.batches(model)) {
                race(model, batch, lineup);
            }
        }
    }

    private void agree(Model model, Lineup lineup) throws IOException {
        String command =
                model.trains() ? "losses " + settings.batches(model).get(0) + " " + STEPS : "features " + COMPARED;
        Map<Contestant, float[][]> features = new LinkedHashMap<>();
        for (ChildProcess child : lineup.present()) {
            lineup.ask(child, command).ifPresent(answer -> features.put(child.contestant(), answer.features()));
        }
        for (Agreement agreement : Agreement.among(model, features)) {
            log.accept(agreement.line());
            agreements.add(agreement);
        }
    }

    private void race(Model model, int batch, Lineup lineup) throws IOException {
        Map<ChildProcess, Integer> repetitions = new LinkedHashMap<>();
        Map<ChildProcess, List<double[]>> rounds = new LinkedHashMap<>();
        for (ChildProcess child : lineup.present()) {
            warmUp(child, batch, lineup).ifPresent(count -> repetitions.put(child, count));
        }
        for (int round = 0; round < settings.rounds(); round++) {
            for (ChildProcess child : turns(round, lineup.present())) {
                turn(child, batch, repetitions.get(child), lineup)
                        .ifPresent(seconds -> rounds.computeIfAbsent(child, any -> new ArrayList<>())
                                .add(seconds));
            }
            log.accept(model.id() + ", batch " + batch + ": round " + (round + 1) + " of " + settings.rounds());
        }
        Tower tower = model.tower(settings.layers());
        double work = model.trains() ? Work.ofStep(tower, model.batch(batch)) : Work.of(tower, model.batch(batch));
        for (ChildProcess child : lineup.present()) {
            series.add(new Series(child.contestant(), model, batch, work, rounds.get(child)));
        }
    }

    /** Another one begins each round, so that nobody always follows the same neighbour's heat. */
    static <T> List<T> turns(int round, List<T> all) {
        List<T> turns = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            turns.add(all.get((round + i) % all.size()));
        }
        return turns;
    }

    /** Two passes, the second of which tells how many fill a turn, and then one turn; returns that number. */
    private Optional<Integer> warmUp(ChildProcess child, int batch, Lineup lineup) throws IOException {
        Optional<double[]> seconds = turn(child, batch, 2, lineup);
        if (seconds.isEmpty()) {
            return Optional.empty();
        }
        int count = repetitions(seconds.get()[1], settings.turnSeconds());
        return turn(child, batch, count, lineup).map(any -> count);
    }

    /** Whole passes that fill a turn: at least one, and not without end. */
    static int repetitions(double passSeconds, double turnSeconds) {
        return (int) Math.max(1, Math.min(MOST_REPETITIONS, Math.ceil(turnSeconds / passSeconds)));
    }

    private Optional<double[]> turn(ChildProcess child, int batch, int repetitions, Lineup lineup) throws IOException {
        Optional<Answer> answer = lineup.ask(child, "time " + batch + " " + repetitions);
        rest();
        return answer.map(Answer::seconds);
    }

    private static void rest() throws IOException {
        try {
            Thread.sleep(REST_MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted between two turns", e);
        }
    }
}
