package org.panderm4j.peers.probe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.panderm4j.benchmarks.MadeUpFeatures;
import org.panderm4j.benchmarks.PlainLogistic;

/** Has everybody fit the same features in turns, and judges all results by one objective in plain loops. */
final class FitContest {
    /** Passes of a first fit that does not count. */
    private static final int WARM_UP = 3;

    private final FitSettings settings;
    private final Consumer<String> log;
    private final List<FitSeries> series = new ArrayList<>();

    private FitContest(FitSettings settings, Consumer<String> log) {
        this.settings = settings;
        this.log = log;
    }

    /**
     * Runs the contest.
     *
     * @param python the interpreter that has scikit-learn; not used where nobody needs it
     * @param log takes a line on each step
     */
    static List<FitSeries> run(
            FitSettings settings, List<ProbeContestant> contestants, Path python, Consumer<String> log)
            throws IOException {
        MadeUpFeatures data = MadeUpFeatures.of(settings.rows(), settings.width(), settings.classes());
        FitContest contest = new FitContest(settings, log);
        List<FitProcess> processes = new ArrayList<>();
        try (FitFolder folder = new FitFolder(data)) {
            for (ProbeContestant contestant : contestants) {
                processes.add(FitProcess.start(contestant, settings, python, folder.path()));
                contest.warmUp(processes.get(processes.size() - 1));
            }
            for (int round = 0; round < settings.rounds(); round++) {
                contest.round(round, processes);
            }
        } finally {
            processes.forEach(FitProcess::close);
        }
        PlainLogistic objective = new PlainLogistic(data, settings.cost());
        contest.series.forEach(each -> each.judge(objective));
        return contest.series;
    }

    private void warmUp(FitProcess process) throws IOException {
        String version = process.answer().version();
        log.accept(process.contestant().id() + " is " + version);
        int most = settings.passes(process.contestant());
        process.fit(Math.min(WARM_UP, most));
        series.add(new FitSeries(process.contestant(), version));
    }

    /** Another one begins each round. */
    private void round(int round, List<FitProcess> processes) throws IOException {
        for (int i = 0; i < processes.size(); i++) {
            int turn = (round + i) % processes.size();
            FitProcess process = processes.get(turn);
            FitAnswer answer = process.fit(settings.passes(process.contestant()));
            series.get(turn).add(answer);
            log.accept(String.format(
                    "round %d of %d: %s %.2f s, %d passes",
                    round + 1, settings.rounds(), process.contestant().id(), answer.seconds(), answer.passes()));
        }
    }
}
