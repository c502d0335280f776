package org.panderm4j.peers.report;

import java.util.Arrays;
import java.util.List;
import org.panderm4j.peers.engine.Contestant;
import org.panderm4j.peers.tower.Model;

/**
 * Times of one contestant on one model and batch size.
 *
 * @param batch pictures or texts a pass
 * @param work useful floating point operations a pass
 * @param rounds seconds of each repetition, for each round
 */
public record Series(Contestant contestant, Model model, int batch, double work, List<double[]> rounds) {
    public Series {
        rounds = List.copyOf(rounds);
    }

    /** Seconds of a pass, the median over all rounds. */
    public double median() {
        return Statistics.median(all());
    }

    /** Pictures or texts a second. */
    public double rate() {
        return batch / median();
    }

    public double gigaflops() {
        return work / median() / 1e9;
    }

    /** The distance between the quartiles of the times as a share of their median. */
    public double spread() {
        return Statistics.spread(all());
    }

    /** Median seconds of each round. */
    double[] roundMedians() {
        return rounds.stream().mapToDouble(Statistics::median).toArray();
    }

    private double[] all() {
        return rounds.stream().flatMapToDouble(Arrays::stream).toArray();
    }
}
