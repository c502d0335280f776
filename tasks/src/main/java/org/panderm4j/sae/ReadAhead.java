package org.panderm4j.sae;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Reads the next batch in a thread while the taker works on this one; two buffers in all. For one taker. */
final class ReadAhead implements AutoCloseable {
    private final Source source;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread reading = new Thread(work, "read-ahead");
        reading.setDaemon(true);
        return reading;
    });
    private final FloatBuffer[] buffers = new FloatBuffer[2];
    private int turn;
    private long number = -1;
    private Future<FloatBuffer> pending;

    /** Where batches come from; asked in one thread. */
    @FunctionalInterface
    interface Source {
        /** Puts a batch at the target's position, which advances. */
        void read(long batch, FloatBuffer target) throws IOException;
    }

    /**
     * @param values of the largest batch
     */
    ReadAhead(Source source, int values) {
        this.source = source;
        for (int i = 0; i < buffers.length; i++) {
            buffers[i] = direct(values);
        }
    }

    static FloatBuffer direct(int values) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(values, Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /**
     * A batch, from position 0 to the limit.
     *
     * @param next which to read meanwhile; negative for none
     * @return valid until the next call
     */
    FloatBuffer get(long batch, long next) throws IOException {
        if (number != batch) {
            drain();
            submit(batch);
        }
        FloatBuffer ready = wait(pending);
        pending = null;
        number = -1;
        if (next >= 0) {
            submit(next);
        }
        return ready;
    }

    private void submit(long batch) {
        FloatBuffer target = buffers[turn];
        turn = 1 - turn;
        number = batch;
        pending = thread.submit(() -> {
            source.read(batch, target.clear());
            return target.flip();
        });
    }

    /** What was read for nothing must not write into a buffer that is in use again. */
    private void drain() throws IOException {
        if (pending != null) {
            wait(pending);
            pending = null;
            turn = 1 - turn;
        }
    }

    private static FloatBuffer wait(Future<FloatBuffer> batch) throws IOException {
        try {
            return batch.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while reading rows").initCause(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException("reading rows failed: " + e.getCause(), e.getCause());
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
