package org.panderm4j.weights.hub;

/**
 * A model on the hub at one revision.
 *
 * @param owner user or organisation
 * @param name model name
 * @param revision branch, tag or commit of 40 hexadecimal digits
 */
public record HubModelId(String owner, String name, String revision) {
    /** The branch that is meant when none is given. */
    public static final String MAIN = "main";

    private static final String PREFIX = "hf-hub:";

    /**
     * Checks the three parts.
     *
     * @throws IllegalArgumentException when one of them is malformed or could lead out of the cache
     */
    public HubModelId {
        if (!HubNames.isNamePart(owner) || !HubNames.isNamePart(name) || !HubNames.isRevision(revision)) {
            throw malformed(owner + "/" + name + (revision.equals(MAIN) ? "" : "@" + revision));
        }
    }

    /**
     * Reads {@code hf-hub:OWNER/NAME[@REVISION]}; the prefix may be missing.
     *
     * @throws IllegalArgumentException when the text is anything else
     */
    public static HubModelId parse(String text) {
        String id = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text;
        int at = id.indexOf('@');
        String path = at < 0 ? id : id.substring(0, at);
        int slash = path.indexOf('/');
        if (slash < 0) {
            throw malformed(id);
        }
        return new HubModelId(
                path.substring(0, slash), path.substring(slash + 1), at < 0 ? MAIN : id.substring(at + 1));
    }

    /** Whether the text names a model on the hub, by its prefix. */
    public static boolean hasPrefix(String text) {
        return text.startsWith(PREFIX);
    }

    /** {@code OWNER/NAME}, as the hub writes it. */
    public String path() {
        return owner + "/" + name;
    }

    /** Whether the revision is a commit, which never changes. */
    public boolean isPinned() {
        return HubNames.isCommit(revision);
    }

    public HubModelId withRevision(String other) {
        return new HubModelId(owner, name, other);
    }

    /** {@code OWNER/NAME}, and {@code @REVISION} unless it is main. */
    @Override
    public String toString() {
        return revision.equals(MAIN) ? path() : path() + "@" + revision;
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(
                "expected a model as hf-hub:OWNER/NAME or hf-hub:OWNER/NAME@REVISION, found '" + HubNames.oneLine(text)
                        + "'; owner and name hold letters, digits, '-', '_' and '.'");
    }
}
