package org.panderm4j.sae;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.panderm4j.nn.sae.Rows;

/**
 * Rows of embeddings as a training takes them: whoever reads a part of an order gets the next part of it read meanwhile, in a thread.
 * Memory holds one part beside the taker's own. For one taker.
 */
final class EmbeddingRows implements Rows, AutoCloseable {
    private final Embeddings embeddings;
    private final int[] members; // null for all
    private final Embeddings.Reader reader;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread reading = new Thread(work, "rows");
        reading.setDaemon(true);
        return reading;
    });
    private FloatBuffer ready = FloatBuffer.allocate(0);
    private Part pendingPart = new Part(new int[0], 0, 0);
    private Future<?> pending;

    /** A part of an order, which is told by the array itself. */
    @SuppressWarnings("ArrayRecordComponent") // compared by identity, see isSame
    private record Part(int[] order, int from, int length) {
        boolean isSame(Part other) {
            return order == other.order && from == other.from && length == other.length;
        }

        Part next() {
            return new Part(order, from + length, Math.min(length, order.length - from - length));
        }
    }

    private EmbeddingRows(Embeddings embeddings, int[] members) {
        this.embeddings = embeddings;
        this.members = members;
        this.reader = embeddings.reader();
    }

    /**
     * All rows.
     *
     * @param embeddings closed by the caller, after this
     */
    static EmbeddingRows ofAll(Embeddings embeddings) {
        return new EmbeddingRows(embeddings, null);
    }

    /**
     * Some rows.
     *
     * @param members their numbers; row k is the k-th of them
     */
    static EmbeddingRows of(Embeddings embeddings, int[] members) {
        return new EmbeddingRows(embeddings, members.clone());
    }

    @Override
    public int count() {
        return members == null ? embeddings.rows() : members.length;
    }

    @Override
    public int width() {
        return embeddings.width();
    }

    @Override
    public void read(int[] rows, int from, int length, FloatBuffer target) {
        Part wanted = new Part(rows, from, length);
        if (pending == null || !pendingPart.isSame(wanted)) {
            begin(wanted);
        }
        await();
        target.slice().put(ready.duplicate().position(0).limit(length * width()));
        Part next = wanted.next();
        if (next.length() > 0) {
            begin(next);
        }
    }

    /** The thread works off one part after the other, so that what it reads for nothing is over before the next. */
    private void begin(Part part) {
        int values = Math.multiplyExact(part.length(), width());
        pendingPart = part;
        pending = thread.submit(() -> {
            if (ready.capacity() < values) {
                ready = ReadAhead.direct(values);
            }
            reader.gather(numbers(part), ready.clear());
            return null;
        });
    }

    private int[] numbers(Part part) {
        int[] numbers = new int[part.length()];
        for (int i = 0; i < numbers.length; i++) {
            int row = part.order()[part.from() + i];
            numbers[i] = members == null ? row : members[row];
        }
        return numbers;
    }

    private void await() {
        try {
            pending.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(
                    (InterruptedIOException) new InterruptedIOException("interrupted while reading rows").initCause(e));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw new UncheckedIOException(failure.getMessage(), failure);
            }
            throw new IllegalStateException("reading rows failed: " + e.getCause(), e.getCause());
        } finally {
            pending = null;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
