package org.panderm4j.tune;

import java.util.Locale;

/** How a trial ended. */
public enum TrialStatus {
    /** At its own end. */
    FINISHED,
    /** Early, since it did worse than others. */
    STOPPED,
    /** With an error. */
    FAILED;

    /** As it stands in tables. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
