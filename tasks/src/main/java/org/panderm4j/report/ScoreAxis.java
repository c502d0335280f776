package org.panderm4j.report;

import java.util.List;

/**
 * The scores of a search on an axis that goes up to the better ones. Of many trials, the worst twentieth may lie beyond its lower end,
 * so that a few that went wrong do not press all others together.
 */
record ScoreAxis(Axis axis, boolean minimized) {
    private static final int MANY = 20;

    static ScoreAxis of(TuningPage page) {
        List<TrialRow> ranked = page.ranked();
        int shown = ranked.size() < MANY ? ranked.size() : ranked.size() * 19 / 20;
        double first = page.score(ranked.get(0));
        double last = page.score(ranked.get(shown - 1));
        return new ScoreAxis(Axis.around(Math.min(first, last), Math.max(first, last)), page.minimized());
    }

    /** Where a score lies, from 0 for the worst to 1 for the best. */
    double place(double score) {
        double place = Math.max(0, Math.min(1, axis.place(score)));
        return minimized ? 1 - place : place;
    }

    boolean isBeyond(double score) {
        double place = axis.place(score);
        return place < 0 || place > 1;
    }
}
