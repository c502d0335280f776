package org.panderm4j.weights.hub;

import java.io.IOException;
import java.time.Duration;

/** A failure that may pass: the hub is busy or ill; tells how long it wants to be left alone. */
final class RetryableException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Duration pause;

    /** A failure after which the client chooses the wait: a pause of zero. */
    RetryableException(String message) {
        this(message, Duration.ZERO);
    }

    RetryableException(String message, Duration pause) {
        super(message);
        this.pause = pause;
    }

    Duration pause() {
        return pause;
    }
}
