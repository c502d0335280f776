package org.panderm4j.report;

import java.util.List;

/**
 * One metric over many splits.
 *
 * @param metric by its name
 * @param series one a classifier
 */
public record Strip(String metric, List<Series> series) {
    /**
     * The values of one classifier.
     *
     * @param values one a split; those that are not defined left out
     * @param mean of them; NaN without any
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    public record Series(String name, double[] values, double mean) {}
}
