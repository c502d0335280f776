package org.panderm4j.weights.hub;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One piece of work on one blob at a time, among the threads of this process and among processes.
 *
 * <p>A file lock holds for a whole process, so a lock in memory stands before it. The lock file stays behind, as others
 * may be waiting for it.
 */
final class CacheLock {
    private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

    private CacheLock() {}

    /** What is done while the lock is held. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /** Waits until the lock file is free, then works; an interrupt ends the waiting. */
    static <T> T hold(Path file, Work<T> work) throws IOException {
        ReentrantLock threads = THREADS.computeIfAbsent(file.toAbsolutePath().normalize(), path -> new ReentrantLock());
        try {
            threads.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(file);
        }
        try {
            return holdFile(file, work);
        } finally {
            threads.unlock();
        }
    }

    private static <T> T holdFile(Path file, Work<T> work) throws IOException {
        Files.createDirectories(file.getParent());
        // Closing the channel frees the lock.
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            try {
                channel.lock();
            } catch (FileLockInterruptionException e) {
                throw interrupted(file);
            } catch (IOException e) {
                throw new IOException(
                        file + ": the disk has no file locks (" + e.getMessage()
                                + "); set HF_HUB_CACHE to a folder on one that has them",
                        e);
            }
            return work.run();
        }
    }

    private static InterruptedIOException interrupted(Path file) {
        return new InterruptedIOException("interrupted while waiting for another download, lock " + file);
    }
}
