package org.panderm4j.data.synth.lesion;

import java.util.Locale;

/** A value of a closed vocabulary: as a word in a sentence, and as a token in a table. */
public interface Term {
    /** The constant's own name. */
    String name();

    /** Lower case, words separated by spaces: {@code dark brown}. */
    default String word() {
        return token().replace('_', ' ');
    }

    /** Lower case, words separated by underscores: {@code dark_brown}. */
    default String token() {
        return name().toLowerCase(Locale.ROOT);
    }
}
