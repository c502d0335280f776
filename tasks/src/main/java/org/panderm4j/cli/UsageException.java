package org.panderm4j.cli;

/** A command line that the parser accepts but that makes no sense; ends with status {@link ExitStatus#USAGE}. */
final class UsageException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
