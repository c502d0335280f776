package org.panderm4j.tune;

/** Whether a trial that does badly ends early. */
public enum EarlyStopping {
    /** Each trial runs to its end. */
    NONE,
    /** A trial ends when it is worse than half of the finished ones were at its step, {@link MedianRule}. */
    MEDIAN
}
