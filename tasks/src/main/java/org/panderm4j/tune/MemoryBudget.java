package org.panderm4j.tune;

/** Bytes that running trials may hold together. One thread takes, any gives back. */
final class MemoryBudget {
    private final long total;
    private long taken;

    MemoryBudget(long total) {
        this.total = total;
    }

    /** Whether a trial fits when nothing else runs. */
    boolean holds(long bytes) {
        return bytes <= total;
    }

    /** Waits until that much is free, and takes it. */
    synchronized void take(long bytes) throws InterruptedException {
        while (taken + bytes > total) {
            wait();
        }
        taken += bytes;
    }

    synchronized void giveBack(long bytes) {
        taken -= bytes;
        notifyAll();
    }

    /** {@code 1.5 GiB}. */
    static String text(long bytes) {
        double gibibytes = bytes / (double) (1L << 30);
        return gibibytes >= 1
                ? NumberText.drawn(Math.round(10 * gibibytes) / 10.0, 0, Double.MAX_VALUE) + " GiB"
                : Math.max(1, bytes >> 20) + " MiB";
    }
}
