package org.panderm4j.data.pair;

/** What is done about a pair that lacks its caption or its picture. */
public enum OnMissing {
    /** The run ends before it begins, and the message names the pair. */
    FAIL,
    /** The pair is left out and counted. */
    SKIP,
    /** The pair is kept. A missing caption becomes the text {@code nan}, as the reference has it; a missing picture fails when it is opened. */
    KEEP
}
