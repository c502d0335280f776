package org.panderm4j.weights.checkpoint;

import java.io.IOException;
import java.nio.file.Path;

/** A checkpoint that is missing, damaged, not supported or not safe to read; the message is one line that names the file. */
public final class CheckpointException extends IOException {
    private static final int LONGEST_NAME = 200;

    public CheckpointException(Path file, String problem) {
        super(file + ": " + problem);
    }

    public CheckpointException(Path file, String tensor, String problem) {
        super(file + ": tensor " + quoted(tensor) + ": " + problem);
    }

    public CheckpointException(Path file, String problem, Throwable cause) {
        super(file + ": " + problem, cause);
    }

    /** A name out of a file between quotes, made fit for a message by {@link #visible}. */
    public static String quoted(String name) {
        return "'" + visible(name) + "'";
    }

    /** A text out of a file, fit for a one-line message: no control characters, at most 200 characters. */
    public static String visible(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().limit(LONGEST_NAME).forEach(c -> appendVisible(out, c));
        return out.append(text.length() > LONGEST_NAME ? "..." : "").toString();
    }

    private static void appendVisible(StringBuilder out, int c) {
        int type = Character.getType(c);
        boolean hidden = Character.isISOControl(c)
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.FORMAT
                || type == Character.SURROGATE;
        if (hidden) {
            out.append(String.format("\\u%04x", c));
        } else {
            out.appendCodePoint(c);
        }
    }
}
