package org.panderm4j.weights.hub;

/** Hears what a client does; called from the thread that asked, so it must be quick. */
@FunctionalInterface
public interface HubProgress {
    /** A listener that shows nothing. */
    HubProgress NONE = (id, fileName, done, total) -> {};

    /**
     * Some bytes of a file came; the first call tells what an earlier attempt had left, the last has done equal to total.
     *
     * @param done bytes on disk; smaller than before when a download had to start again
     * @param total bytes of the whole file, or -1 if the hub did not tell
     */
    void transferred(HubModelId id, String fileName, long done, long total);

    /** A request failed and is made again after a wait. */
    default void retrying(HubModelId id, String fileName, String why, long waitMillis) {}

    /** The hub gave no answer for a branch or tag, so the copy in the cache is used; it may be an old one. */
    default void usingCached(HubModelId id, String fileName, String why) {}
}
