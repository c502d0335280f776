package org.panderm4j.pretrain;

import java.util.HashSet;
import java.util.Set;
import org.panderm4j.run.Failure;
import org.panderm4j.run.Failures;

/** Takes note of inputs that could not be used, once each however often they come up. Safe in any number of threads. */
final class SkippedInputs {
    private final Failures failures;
    private final Set<String> known = new HashSet<>();

    SkippedInputs(Failures failures) {
        this.failures = failures;
    }

    synchronized void add(Failure failure) {
        if (known.add(failure.input())) {
            failures.add(failure);
        }
    }
}
