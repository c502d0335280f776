package org.panderm4j.peers.report;

import java.util.Arrays;
import java.util.List;

/**
 * How many times as fast one of our engines is as a peer on the same model and batch.
 *
 * @param value of the medians over all rounds
 * @param lowest of the medians of one round
 * @param highest of the medians of one round
 */
public record Ratio(Series ours, Series peer, double value, double lowest, double highest) {

    /**
     * Compares two series.
     *
     * @throws IllegalArgumentException when they did not run the same batches in the same rounds
     */
    static Ratio of(Series ours, Series peer) {
        double[] mine = ours.roundMedians();
        double[] theirs = peer.roundMedians();
        if (ours.model() != peer.model() || ours.batch() != peer.batch() || mine.length != theirs.length) {
            throw new IllegalArgumentException(
                    "expected two series of the same model, batch and rounds, found " + ours + " and " + peer);
        }
        double[] ratios = new double[mine.length];
        Arrays.setAll(ratios, i -> theirs[i] / mine[i]);
        return new Ratio(
                ours,
                peer,
                peer.median() / ours.median(),
                Arrays.stream(ratios).min().orElseThrow(),
                Arrays.stream(ratios).max().orElseThrow());
    }

    /** Each of ours with each peer, where both ran. */
    static List<Ratio> among(List<Series> series) {
        return series.stream()
                .filter(ours -> ours.contestant().ours())
                .flatMap(ours -> series.stream()
                        .filter(peer -> !peer.contestant().ours())
                        .filter(peer -> peer.model() == ours.model() && peer.batch() == ours.batch())
                        .map(peer -> of(ours, peer)))
                .toList();
    }
}
