package org.panderm4j.peers.step;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Has all contestants train one network in turns.
 *
 * @param child class whose main method serves it
 * @param arguments for that
 * @param rounds turns of each
 * @param steps of a turn
 * @param threads of each
 */
public record StepContest(Class<?> child, List<String> arguments, int rounds, int steps, int threads) {
    /** Steps whose losses are compared: the second and third have been through backward passes and updates. */
    private static final int COMPARED = 3;

    /** What each has said, this project first. */
    public List<StepSeries> run() throws IOException {
        List<StepProcess> processes = new ArrayList<>();
        List<StepSeries> series = new ArrayList<>();
        try {
            for (StepContestant contestant : StepContestant.values()) {
                StepProcess process = StepProcess.start(contestant, child, arguments, threads);
                processes.add(process);
                String version = process.answer().version();
                series.add(new StepSeries(
                        contestant, version, process.steps(COMPARED).losses()));
                process.steps(steps); // to warm up
            }
            for (int round = 0; round < rounds; round++) {
                round(round, processes, series);
            }
        } finally {
            processes.forEach(StepProcess::close);
        }
        return series;
    }

    /** Another one begins each round. */
    private void round(int round, List<StepProcess> processes, List<StepSeries> series) throws IOException {
        for (int i = 0; i < processes.size(); i++) {
            int turn = (round + i) % processes.size();
            series.get(turn).add(processes.get(turn).steps(steps));
        }
        System.err.println("round " + (round + 1) + " of " + rounds);
    }
}
