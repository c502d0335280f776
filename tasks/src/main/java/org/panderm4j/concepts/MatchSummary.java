package org.panderm4j.concepts;

import java.util.List;

/**
 * Matches in a few figures.
 *
 * @param matched how many texts have a feature
 * @param meanRank by size of weight, 0 for the largest; NaN without a match, as all but the count
 * @param bestRank the smallest
 * @param worstRank the largest
 * @param totalSimilarity sum of cosines
 * @param meanWeight with signs
 */
public record MatchSummary(
        int matched, double meanRank, double bestRank, double worstRank, double totalSimilarity, double meanWeight) {
    public static MatchSummary of(List<ConceptMatch> matches) {
        var ranks = matches.stream().mapToInt(ConceptMatch::rank).summaryStatistics();
        boolean none = matches.isEmpty();
        return new MatchSummary(
                matches.size(),
                none ? Double.NaN : ranks.getAverage(),
                none ? Double.NaN : ranks.getMin(),
                none ? Double.NaN : ranks.getMax(),
                none
                        ? Double.NaN
                        : matches.stream().mapToDouble(ConceptMatch::similarity).sum(),
                matches.stream().mapToDouble(ConceptMatch::importance).average().orElse(Double.NaN));
    }
}
