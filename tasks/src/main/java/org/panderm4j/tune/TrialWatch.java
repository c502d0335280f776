package org.panderm4j.tune;

/** Looks on as a trial runs. */
public interface TrialWatch {
    /** The metric that the search is for, and that the trial reports on its way. */
    TunableMetric metric();

    /**
     * Tells an intermediate score.
     *
     * @param step increasing, such as an epoch or an iteration; the same unit in every trial
     * @param score of the metric on validation data; NaN where it is not defined
     * @return whether to go on; if not, the trial ends soon and returns what it has
     */
    boolean report(long step, double score);
}
