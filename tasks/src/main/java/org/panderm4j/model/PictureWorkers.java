package org.panderm4j.model;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.panderm4j.data.transform.PictureBuffers;

/** Threads that decode and transform pictures, each with working memory of its own. Closing ends them. */
public final class PictureWorkers implements AutoCloseable {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final ExecutorService pool;
    private final List<Worker> workers = new ArrayList<>();

    /** A thread and its working memory, whose native part is freed where the thread ends. */
    private static final class Worker extends Thread {
        private final PictureBuffers buffers = new PictureBuffers();

        Worker(Runnable tasks) {
            super(tasks, "panderm-pictures");
            setDaemon(true);
        }

        static Worker current() {
            return (Worker) Thread.currentThread();
        }

        @Override
        public void run() {
            try (buffers) {
                super.run();
            }
        }
    }

    /** Something done with a worker's memory. */
    @FunctionalInterface
    public interface Work<T> {
        /**
         * Does it.
         *
         * @param buffers the worker's own, to be used until this returns
         */
        T with(PictureBuffers buffers) throws IOException;
    }

    /**
     * Starts them when there is work.
     *
     * @param threads at least 1
     */
    public PictureWorkers(int threads) {
        this.pool = Executors.newFixedThreadPool(threads, this::worker);
    }

    private synchronized Worker worker(Runnable tasks) {
        Worker worker = new Worker(tasks);
        workers.add(worker);
        return worker;
    }

    /** Hands work to the next worker that is free. */
    public <T> Future<T> submit(Work<T> work) {
        return pool.submit(() -> work.with(Worker.current().buffers));
    }

    /**
     * Tells them to end and waits until they have, also when interrupted: a picture takes a moment. Only a file that does not answer can
     * take longer than the wait; no process is kept alive by that.
     */
    @Override
    public void close() {
        pool.shutdownNow();
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        boolean interrupted = false;
        for (Worker worker : all()) {
            interrupted |= joined(worker, end);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized List<Worker> all() {
        return List.copyOf(workers);
    }

    /** Whether the wait was interrupted. */
    private static boolean joined(Thread thread, long end) {
        boolean interrupted = false;
        while (thread.isAlive() && System.nanoTime() < end) {
            try {
                TimeUnit.NANOSECONDS.timedJoin(thread, end - System.nanoTime());
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }
}
