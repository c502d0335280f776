package org.panderm4j.weights.hub;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What may be a name on the hub, and how names are written in an address. */
final class HubNames {
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");
    private static final Pattern ETAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.+=-]{0,199}");
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,94}[A-Za-z0-9_])?");
    private static final Pattern REVISION = Pattern.compile("[A-Za-z0-9._+=@/-]{1,250}");
    private static final String UNRESERVED = "-._~";

    private HubNames() {}

    static boolean isCommit(String text) {
        return COMMIT.matcher(text).matches();
    }

    /** An entity tag becomes a file name, so it may hold nothing that leads elsewhere. */
    static boolean isEtag(String text) {
        return ETAG.matcher(text).matches();
    }

    /** An owner or a model name; two hyphens in a row would be mistaken for the separator of the cache. */
    static boolean isNamePart(String text) {
        return PART.matcher(text).matches() && !text.contains("--") && !text.contains("..");
    }

    /** A branch, a tag, {@code refs/pr/1} or a commit. */
    static boolean isRevision(String text) {
        return REVISION.matcher(text).matches() && isRelative(text);
    }

    static boolean isFileName(String text) {
        boolean plain = text.chars().noneMatch(c -> c < ' ' || c == 0x7F || c == '\\' || c == ':');
        return plain && isRelative(text);
    }

    /**
     * Returns the name of a file inside a model.
     *
     * @throws IllegalArgumentException when it could lead out of the model's folder
     */
    static String checkFileName(String text) {
        if (!isFileName(text)) {
            throw new IllegalArgumentException("expected the name of a file inside a model, such as config.json or"
                    + " text/vocab.txt, found '" + oneLine(text) + "'");
        }
        return text;
    }

    /** Percent-encoding of all but letters, digits, {@code - . _ ~} and the characters of {@code keep}. */
    static String encode(String text, String keep) {
        StringBuilder out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (letter || UNRESERVED.indexOf(c) >= 0 || keep.indexOf(c) >= 0) {
                out.append(c);
            } else {
                out.append(String.format("%%%02X", (int) c));
            }
        }
        return out.toString();
    }

    /** Foreign text made fit for a message: no control characters, at most 200 characters. */
    static String oneLine(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() > 200 ? line.substring(0, 200) + "..." : line;
    }

    private static boolean isRelative(String text) {
        for (String part : text.split("/", -1)) {
            // A folder or file that ends with a dot or a space is another one on Windows.
            if (part.isEmpty() || part.endsWith(".") || part.endsWith(" ")) {
                return false;
            }
        }
        return true;
    }
}
