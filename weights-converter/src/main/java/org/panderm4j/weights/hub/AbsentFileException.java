package org.panderm4j.weights.hub;

import java.util.Optional;

/** The hub answered that a file is not in a model; knows the commit for which that holds, if the hub told it. */
final class AbsentFileException extends HubException {
    private static final long serialVersionUID = 1L;

    private final String commit;

    AbsentFileException(String message, Optional<String> commit) {
        super(Reason.NO_FILE, message);
        this.commit = commit.orElse("");
    }

    Optional<String> commit() {
        return commit.isEmpty() ? Optional.empty() : Optional.of(commit);
    }
}
