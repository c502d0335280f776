package org.panderm4j.peers.engine;

/** This build or machine has not the engine, or not in that precision. */
public final class AbsentException extends RuntimeException {
    AbsentException(IllegalArgumentException cause) {
        super(cause.getMessage(), cause);
    }
}
