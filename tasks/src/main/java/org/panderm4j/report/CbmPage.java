package org.panderm4j.report;

import java.util.List;

/**
 * Everything on the page of a concept bottleneck classifier: trained, or with neurons silenced.
 *
 * @param kind of page, such as "Concept bottleneck"
 * @param title such as the name of the table
 * @param lead what was done, in a sentence
 * @param notes what a reader must know before the figures
 * @param scores side by side, the classifier's own first, at least one
 * @param interval what the intervals of the scores are
 * @param strips each split's scores; empty for a single split
 * @param rocs curves, those that belong together under one name
 * @param weights largest first
 * @param rows tables about neurons; may be empty
 * @param groups of the test rows
 * @param facts about data and fit
 * @param commands to go on with, each with what it does
 */
public record CbmPage(
        String kind,
        String title,
        String lead,
        List<String> notes,
        List<ScoreColumn> scores,
        String interval,
        List<Strip> strips,
        List<RocGroup> rocs,
        WeightChart weights,
        List<PlainTable> rows,
        List<PlainTable> groups,
        List<Fact> facts,
        List<Fact> commands) {
    public CbmPage {
        if (scores.isEmpty()) {
            throw new IllegalArgumentException(title + ": expected scores, found none");
        }
    }
}
