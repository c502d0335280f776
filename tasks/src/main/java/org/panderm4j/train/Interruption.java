package org.panderm4j.train;

import java.util.concurrent.CountDownLatch;

/**
 * Lets a training run end in order when the process is told to end (SIGINT, SIGTERM): the loop is asked to stop after its step, and
 * the process waits for the snapshot. The exit status stays the one that the signal gives.
 *
 * <pre>{@code
 * try (Interruption interruption = Interruption.watch(() -> tell("stopping after this step"))) {
 *     ... // make everything ready: until begin() a signal ends the process at once, as anywhere else
 *     interruption.begin();
 *     trainer.run(interruption::isRequested);
 *     ... // close files, tell how to go on
 * }
 * }</pre>
 */
public final class Interruption implements AutoCloseable {
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean begun;
    private volatile boolean requested;

    private Interruption(Runnable told) {
        this.hook = new Thread(() -> request(told), "interruption");
    }

    /**
     * Begins to watch.
     *
     * @param told is run, on another thread, when the end is asked for
     */
    public static Interruption watch(Runnable told) {
        Interruption interruption = new Interruption(told);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** From now on the process waits for {@link #close} before it ends. */
    public void begin() {
        begun = true;
    }

    /** Whether the process is to end: stop, and keep what was done. */
    public boolean isRequested() {
        return requested;
    }

    /** What the shutdown hook does. */
    void request(Runnable told) {
        if (!begun) {
            return;
        }
        requested = true;
        told.run();
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // whoever does that to a hook does not want to wait
        }
    }

    /** Lets the process end. */
    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending already.
        }
    }
}
