package org.panderm4j.nn.train;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;

/**
 * A fixed number of threads for work that falls into independent pieces. Which thread takes which piece is left to chance, so a
 * piece must write only what is its own; then results do not depend on the number of threads.
 */
public final class Workers implements AutoCloseable {
    private final int threads;
    private final ExecutorService pool;

    /**
     * @param threads with the calling one; at least 1
     */
    public Workers(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("expected at least 1 thread, found " + threads);
        }
        this.threads = threads;
        this.pool = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "train");
            thread.setDaemon(true);
            return thread;
        });
    }

    public int threads() {
        return threads;
    }

    /** Runs a task for every number from 0 to {@code tasks - 1}, and waits. Not to be called from within a task. */
    public void run(int tasks, IntConsumer task) {
        run(tasks, () -> task, IntConsumer::accept);
    }

    /**
     * As {@link #run(int, IntConsumer)}, with something for each thread that its tasks use one after the other.
     *
     * @param scratch asked once a thread
     * @throws RuntimeException what a task has thrown; tasks not begun by then are left out
     */
    public <S> void run(int tasks, Supplier<S> scratch, ObjIntConsumer<S> task) {
        AtomicInteger next = new AtomicInteger();
        Runnable share = () -> {
            S own = scratch.get();
            try {
                for (int i = next.getAndIncrement(); i < tasks; i = next.getAndIncrement()) {
                    task.accept(own, i);
                }
            } catch (RuntimeException | Error failure) {
                next.set(tasks);
                throw failure;
            }
        };
        List<CompletableFuture<Void>> others = new ArrayList<>();
        for (int i = 1; i < Math.min(threads, tasks); i++) {
            others.add(CompletableFuture.runAsync(share, pool));
        }
        try {
            share.run();
        } finally {
            join(others);
        }
    }

    /** Waits for all, also when one has failed: what they write must not change behind the caller's back. */
    private static void join(List<CompletableFuture<Void>> shares) {
        try {
            CompletableFuture.allOf(shares.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (failure.getCause() instanceof Error cause) {
                throw cause;
            }
            throw failure;
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
