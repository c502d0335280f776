package org.panderm4j.weights.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The body of an answer as a stream that gives up when nothing comes for a while, and at once when its reader is
 * interrupted; the stream of the HTTP client itself would wait for ever on a silent server.
 */
final class ResponseStream extends InputStream implements HttpResponse.BodySubscriber<ResponseStream> {
    private final Duration silence;
    private final BlockingQueue<Part> parts = new LinkedBlockingQueue<>();
    private final CompletableFuture<ResponseStream> ready = new CompletableFuture<>();
    private volatile Flow.Subscription subscription;
    private Iterator<ByteBuffer> buffers = List.<ByteBuffer>of().iterator();
    private ByteBuffer current = ByteBuffer.allocate(0);
    private boolean ended;

    /** Some bytes; the last part has none, and the failure if there was one. */
    private record Part(List<ByteBuffer> bytes, Throwable failure, boolean last) {}

    ResponseStream(Duration silence) {
        this.silence = silence;
    }

    @Override
    public CompletionStage<ResponseStream> getBody() {
        return ready;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        ready.complete(this);
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
        parts.add(new Part(bytes, null, false));
    }

    @Override
    public void onError(Throwable failure) {
        ready.complete(this);
        parts.add(new Part(List.of(), failure, true));
    }

    @Override
    public void onComplete() {
        parts.add(new Part(List.of(), null, true));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!current.hasRemaining()) {
            if (buffers.hasNext()) {
                current = buffers.next();
            } else if (ended || !receive()) {
                return -1;
            }
        }
        int count = Math.min(length, current.remaining());
        current.get(into, offset, count);
        return count;
    }

    /** Waits for the next part; false at the end. */
    private boolean receive() throws IOException {
        Part part = next();
        if (part.failure() != null) {
            ended = true;
            String message = part.failure().getMessage();
            throw new IOException(message == null ? "connection cut" : message, part.failure());
        }
        ended = part.last();
        buffers = part.bytes().iterator();
        if (!ended) {
            subscription.request(1);
        }
        return !ended;
    }

    private Part next() throws IOException {
        try {
            Part part = parts.poll(silence.toMillis(), TimeUnit.MILLISECONDS);
            if (part == null) {
                close();
                throw new HttpTimeoutException("no bytes for " + silence.toSeconds() + " s");
            }
            return part;
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading from the hub");
        }
    }

    /** Drops what has not been read; the connection ends with it. */
    @Override
    public void close() {
        Flow.Subscription open = subscription;
        if (!ended && open != null) {
            ended = true;
            open.cancel();
        }
    }
}
