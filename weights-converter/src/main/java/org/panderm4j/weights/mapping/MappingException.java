package org.panderm4j.weights.mapping;

/** A checkpoint or configuration that does not make a network; the message is one line that says what to do. */
public final class MappingException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public MappingException(String message) {
        super(message);
    }
}
