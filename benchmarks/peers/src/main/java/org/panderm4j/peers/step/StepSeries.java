package org.panderm4j.peers.step;

import java.util.ArrayList;
import java.util.List;
import org.panderm4j.peers.report.Statistics;

/** Everything that one contestant has said of one network. */
public final class StepSeries {
    private final StepContestant contestant;
    private final String version;
    private final double[] losses;
    private final List<StepAnswer> rounds = new ArrayList<>();

    /**
     * @param losses of the first steps
     */
    StepSeries(StepContestant contestant, String version, double... losses) {
        this.contestant = contestant;
        this.version = version;
        this.losses = losses.clone();
    }

    void add(StepAnswer round) {
        rounds.add(round);
    }

    StepContestant contestant() {
        return contestant;
    }

    String version() {
        return version;
    }

    /** The largest difference to another one's losses of the first steps. */
    double difference(StepSeries other) {
        double largest = 0;
        for (int i = 0; i < losses.length; i++) {
            largest = Math.max(largest, Math.abs(losses[i] - other.losses[i]));
        }
        return largest;
    }

    /** How much the loss changed from the first step to the last that was compared: what agreement proves. */
    double change() {
        return Math.abs(losses[losses.length - 1] - losses[0]);
    }

    /** The median of forward and backward in seconds, by round. */
    double[] passes() {
        return rounds.stream()
                .mapToDouble(round -> Statistics.median(round.passes()))
                .toArray();
    }

    /** The median of whole steps in seconds, by round. */
    double[] steps() {
        return rounds.stream()
                .mapToDouble(round -> Statistics.median(round.steps()))
                .toArray();
    }
}
