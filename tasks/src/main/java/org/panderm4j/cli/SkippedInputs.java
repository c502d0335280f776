package org.panderm4j.cli;

import java.util.List;
import org.panderm4j.run.Failure;

/** Inputs that a command without a run folder left out: a few lines on standard error, and the exit status. */
final class SkippedInputs {
    private static final int SHOWN = 8;

    private SkippedInputs() {}

    /**
     * Names the inputs that were left out.
     *
     * @param used how many were not
     * @return done, skipped, or failed where none was usable
     */
    static int tell(Console console, String command, List<Failure> failures, long used) {
        for (Failure failure : failures.subList(0, Math.min(SHOWN, failures.size()))) {
            String reason = failure.reason();
            String line = reason.startsWith(failure.input()) ? reason : failure.input() + ": " + reason;
            console.messages().println(command + ": skipped " + line);
        }
        if (failures.size() > SHOWN) {
            console.messages().println(command + ": and " + (failures.size() - SHOWN) + " more skipped");
        }
        if (used == 0) {
            console.messages().println(command + ": no input was usable; nothing was written");
            return ExitStatus.FAILED;
        }
        return failures.isEmpty() ? ExitStatus.DONE : ExitStatus.SKIPPED;
    }
}
