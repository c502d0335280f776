package org.panderm4j.train;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import org.panderm4j.data.image.UnusablePictureException;

/**
 * Tells pictures that are bad, and stay so, from troubles of the moment. A run leaves out the bad ones; were it to leave out others, it
 * would not learn the same when it is repeated or goes on. So a file that does not answer is tried again, and then ends the run.
 */
public final class PictureReading {
    private static final int ATTEMPTS = 4;

    private final long pause;

    /** Opens a picture. */
    @FunctionalInterface
    public interface Reading<T> {
        T read() throws IOException;
    }

    /** With pauses that are long enough for a network folder to come back: 0.2 s, 1 s, 5 s. */
    public PictureReading() {
        this(200);
    }

    /**
     * @param pause before the second attempt, in milliseconds; each one after is five times as long
     */
    public PictureReading(long pause) {
        this.pause = pause;
    }

    /**
     * Opens a picture.
     *
     * @param name of the picture, for messages of this class
     * @throws UnusablePictureException when it is bad
     * @throws InterruptedIOException when this thread is told to end
     * @throws IOException when the run cannot go on; one line that says why and what to do
     */
    public <T> T read(String name, Reading<T> reading) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return reading.read();
            } catch (UnusablePictureException e) {
                throw e;
            } catch (IllegalArgumentException e) {
                throw new UnusablePictureException(name + ": " + e.getMessage(), e);
            } catch (OutOfMemoryError e) {
                throw new IOException(
                        name + ": not enough memory to open this picture (" + e.getMessage()
                                + "); use fewer --threads or give the Java heap more by PANDERM_JAVA_OPTS=-Xmx... and"
                                + " go on by --resume, or begin anew with a smaller --batch-size",
                        e);
            } catch (IOException e) {
                if (isInterruption(e)) {
                    throw interrupted(name, e);
                }
                if (attempt == ATTEMPTS) {
                    throw new IOException(
                            e.getMessage() + "; tried " + ATTEMPTS + " times, go on by --resume when it can be read",
                            e);
                }
            }
            pause(name, attempt);
        }
    }

    private static boolean isInterruption(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ClosedByInterruptException || cause instanceof InterruptedIOException) {
                return true;
            }
        }
        return false;
    }

    private static InterruptedIOException interrupted(String name, Throwable cause) {
        return (InterruptedIOException)
                new InterruptedIOException(name + ": interrupted while opening this picture").initCause(cause);
    }

    private void pause(String name, int attempt) throws InterruptedIOException {
        long millis = pause;
        for (int i = 1; i < attempt; i++) {
            millis *= 5;
        }
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(name, e);
        }
    }
}
