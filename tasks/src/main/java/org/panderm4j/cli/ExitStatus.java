package org.panderm4j.cli;

/** What a command's number means. */
final class ExitStatus {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    /** Done, but some inputs were skipped; they are in {@code failures.csv}. */
    static final int SKIPPED = 3;

    private ExitStatus() {}
}
