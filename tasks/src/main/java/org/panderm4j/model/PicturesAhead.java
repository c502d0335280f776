package org.panderm4j.model;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.panderm4j.data.image.UnusablePictureException;
import org.panderm4j.data.transform.PictureBuffers;

/**
 * Picture files, prepared in worker threads ahead of whoever takes them, and taken in their order. At most {@code ahead} of them
 * wait at any time, so memory does not grow with their number. For one taker; closing ends the workers.
 *
 * @param <T> what a picture is prepared into
 */
public final class PicturesAhead<T> implements AutoCloseable {
    private final Iterator<Path> files;
    private final Preparation<T> preparation;
    private final int ahead;
    private final PictureWorkers workers;
    private final Deque<Future<Outcome<T>>> queue = new ArrayDeque<>();

    /** What is done to a picture, in any of the workers. */
    @FunctionalInterface
    public interface Preparation<T> {
        /**
         * Prepares one picture.
         *
         * @param buffers the worker's own, to be used until this returns
         * @throws UnusablePictureException when the picture is skipped; an {@link IllegalArgumentException} means the same
         * @throws IOException when it may be the moment's fault, and there is no going on: who takes the picture is told
         */
        T of(Path file, PictureBuffers buffers) throws IOException;
    }

    /**
     * One picture, prepared or skipped.
     *
     * @param file as it was given
     * @param value null if it was skipped
     * @param failure why it was skipped
     */
    public record Outcome<T>(Path file, T value, Optional<String> failure) {}

    /**
     * Begins to prepare.
     *
     * @param workers threads, at least 1
     * @param ahead pictures prepared before they are taken, at least 1
     */
    public PicturesAhead(List<Path> files, Preparation<T> preparation, int workers, int ahead) {
        this.files = List.copyOf(files).iterator();
        this.preparation = preparation;
        this.ahead = ahead;
        this.workers = new PictureWorkers(workers);
        fill();
    }

    /** Whether there is a further picture. */
    public boolean hasNext() {
        return !queue.isEmpty();
    }

    /**
     * The next picture; waits until it is prepared.
     *
     * @throws InterruptedIOException when the thread is interrupted meanwhile
     * @throws IOException when a preparation could not go on
     */
    public Outcome<T> next() throws IOException {
        try {
            Outcome<T> outcome = queue.remove().get();
            fill();
            return outcome;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while preparing pictures").initCause(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException ending) {
                throw ending;
            }
            throw new IllegalStateException("preparing a picture failed: " + e.getCause(), e.getCause());
        }
    }

    private void fill() {
        while (files.hasNext() && queue.size() < ahead) {
            Path file = files.next();
            queue.add(workers.submit(buffers -> prepare(file, buffers)));
        }
    }

    private Outcome<T> prepare(Path file, PictureBuffers buffers) throws IOException {
        try {
            return new Outcome<>(file, preparation.of(file, buffers), Optional.empty());
        } catch (UnusablePictureException | IllegalArgumentException e) {
            return skipped(file, String.valueOf(e.getMessage()));
        } catch (OutOfMemoryError e) {
            return skipped(file, file + ": too large for the memory at hand");
        }
    }

    private static <T> Outcome<T> skipped(Path file, String reason) {
        return new Outcome<>(file, null, Optional.of(reason));
    }

    @Override
    public void close() {
        workers.close();
    }
}
