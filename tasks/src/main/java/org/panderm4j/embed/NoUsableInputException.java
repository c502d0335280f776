package org.panderm4j.embed;

import java.io.IOException;

/** Every input was skipped, so there is no result. */
public final class NoUsableInputException extends IOException {
    private static final long serialVersionUID = 1L;

    public NoUsableInputException(int inputs, String first) {
        super(
                inputs == 0
                        ? "there are no inputs: " + first
                        : "none of the " + inputs + " inputs could be used; the first: " + first);
    }
}
