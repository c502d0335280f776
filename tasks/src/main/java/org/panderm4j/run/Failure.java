package org.panderm4j.run;

/**
 * One input that was skipped.
 *
 * @param index position among the inputs, from 0
 * @param input as the user named it
 * @param reason one line
 */
public record Failure(long index, String input, String reason) {
    public Failure {
        reason = reason == null ? "unknown" : reason.replaceAll("\\R+", " ").strip();
    }
}
