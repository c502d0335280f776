package org.panderm4j.finetune;

import java.util.Locale;

/** What takes the place of a picture that a case to be predicted has not. */
public enum MissingRule {
    /** The case is left out. */
    SKIP,
    /** The mean feature of the training cases. */
    MEAN,
    /** The case's other picture. */
    OTHER,
    /** A feature of zeros. */
    ZERO;

    /** As it stands in files and messages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
