package org.panderm4j.weights.hub;

import java.io.IOException;

/** A file that the hub or its cache did not give; the message is one line with the cure. */
public class HubException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Why there is no file. */
    public enum Reason {
        /** Not in the cache, and the hub must not be asked. */
        OFFLINE,
        /** The hub has no such model or revision. */
        NO_MODEL,
        /** The model has no such file. */
        NO_FILE,
        /** Private or gated, or the token was refused. */
        DENIED,
        /** No connection, cut off too often, or too busy. */
        UNREACHABLE,
        /** What came differs from the size or digest that the hub gave. */
        DAMAGED,
        /** No room for it. */
        DISK,
        /** An answer that is not one of a hub. */
        UNEXPECTED
    }

    private final Reason reason;

    HubException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    HubException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
