package org.panderm4j.report;

import java.util.List;

/**
 * Everything on the page of a sparse autoencoder: how it was trained, if the run tells, and what its dictionary is like.
 *
 * @param title such as the command
 * @param headline the few figures a reader looks for first
 * @param charts over epochs; none where nothing was trained
 * @param bars histograms
 * @param pairs of dictionary vectors that are nearest to each other
 * @param health of the dictionary
 * @param facts about the run
 */
public record SaePage(
        String title,
        List<Fact> headline,
        List<CurveChart> charts,
        List<Bars> bars,
        List<Pair> pairs,
        List<Fact> health,
        List<Fact> facts) {
    /**
     * Two features.
     *
     * @param cosine of their dictionary vectors
     */
    public record Pair(int first, int second, double cosine) {}
}
