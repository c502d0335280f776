package org.panderm4j.run;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What has been opened so far, for something that opens one part after the other: all of it is closed, the newest first, whether
 * opening came to its end or failed halfway.
 */
public final class OpenResources implements AutoCloseable {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /** Takes one over; gives it back. */
    public <T extends AutoCloseable> T add(T resource) {
        open.push(resource);
        return resource;
    }

    /** Closes all because of a failure, to which what fails in closing is added. */
    public void closeAfter(Throwable failure) {
        Throwable more = closeAll();
        if (more != null && more != failure) {
            failure.addSuppressed(more);
        }
    }

    /**
     * Closes all, once.
     *
     * @throws IOException the first failure in closing, with the others suppressed; runtime exceptions and errors as they are
     */
    @Override
    public void close() throws IOException {
        Throwable first = closeAll();
        if (first instanceof IOException failure) {
            throw failure;
        }
        if (first instanceof RuntimeException failure) {
            throw failure;
        }
        if (first instanceof Error failure) {
            throw failure;
        }
        if (first != null) {
            throw new IOException(first.getMessage(), first);
        }
    }

    /** Gives the first failure, or null. */
    private Throwable closeAll() {
        Throwable first = null;
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception | Error e) {
                if (first == null) {
                    first = e;
                } else if (first != e) {
                    first.addSuppressed(e);
                }
            }
        }
        return first;
    }
}
