package org.panderm4j.pretrain;

import java.util.HashSet;
import java.util.Set;
import org.panderm4j.run.Failure;
import org.panderm4j.run.Failures;

/** Takes note of inputs that could not be used, once each however often they come up. Safe in any number of threads. */
final class SkippedInputs {
    private final Failures failures;
    private final Set<String> known = new HashSet<>();

    /**
     * @param failures of the run, also those of its earlier parts
     */
    SkippedInputs(Failures failures) {
        this.failures = failures;
        failures.list().forEach(failure -> known.add(failure.input()));
    }

    synchronized void add(Failure failure) {
        if (known.add(failure.input())) {
            failures.add(failure);
        }
    }
}
