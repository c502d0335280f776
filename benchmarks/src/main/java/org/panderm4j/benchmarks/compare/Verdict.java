package org.panderm4j.benchmarks.compare;

/** What a comparison says of a benchmark. */
enum Verdict {
    /** Beyond the threshold, and no chance. */
    FASTER("faster"),
    /** The whole interval lies inside the threshold. */
    SAME("same"),
    /** Beyond the threshold, and no chance: a regression. */
    SLOWER("slower"),
    /** The samples fit both a change beyond the threshold and one inside it, or are too few for any statement. */
    UNDECIDED("too few samples to tell"),
    /** Not in the baseline. */
    NEW("new"),
    /** In the baseline only. */
    GONE("gone"),
    /** The baseline is another machine's. */
    OTHER_MACHINE("other machine");

    private final String label;

    Verdict(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
