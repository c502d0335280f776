package org.panderm4j.embed;

import java.util.Optional;

/**
 * One input, ready for the network or skipped.
 *
 * @param input as the user named it
 * @param pixels [3, H, W]; null if it was skipped
 * @param failure why it was skipped
 */
public record Prepared(String input, float[] pixels, Optional<String> failure) {
    /** Ready. */
    public static Prepared of(String input, float[] pixels) {
        return new Prepared(input, pixels, Optional.empty());
    }

    /** Skipped. */
    public static Prepared skipped(String input, String reason) {
        return new Prepared(input, null, Optional.of(reason));
    }
}
