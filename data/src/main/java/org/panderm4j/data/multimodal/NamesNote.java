package org.panderm4j.data.multimodal;

import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/** A note that names what it is about: how many, what of them, and the first few. */
final class NamesNote {
    /** Names that a note lists at most. */
    private static final int SHOWN = 5;

    private NamesNote() {}

    /** Empty where there are none. */
    static Optional<String> of(Collection<String> names, String what) {
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(names.size() + " " + what + ": "
                        + names.stream().limit(SHOWN).collect(Collectors.joining(", "))
                        + (names.size() > SHOWN ? ", ..." : ""));
    }
}
