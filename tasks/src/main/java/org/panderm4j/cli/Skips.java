package org.panderm4j.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.panderm4j.run.Failure;

/** Tells of inputs that were skipped, and which status they make. */
final class Skips {
    private static final int SHOWN = 5;
    /** Characters of a reason on the screen; the file has all of it. */
    private static final int LONGEST = 400;

    private Skips() {}

    /** Tells that a run was finished before, and again whether it skipped inputs. */
    static int ofFinished(Console console, Path out) {
        console.messages().println(out + ": this run is finished; nothing to do");
        Path failures = out.resolve("failures.csv");
        if (!Files.exists(failures)) {
            return ExitStatus.DONE;
        }
        console.messages().println("some inputs were skipped, listed in " + failures);
        return ExitStatus.SKIPPED;
    }

    private static String shown(String reason) {
        return reason.length() <= LONGEST ? reason : reason.substring(0, LONGEST) + "...";
    }

    /** Prints the first few. */
    static int report(Console console, List<Failure> failures, String where) {
        return report(console, failures, SHOWN, ", listed in " + where);
    }

    /** Prints all, for a command that leaves no file which lists them. */
    static int reportAll(Console console, List<Failure> failures) {
        return report(console, failures, failures.size(), "");
    }

    private static int report(Console console, List<Failure> failures, int shown, String where) {
        if (failures.isEmpty()) {
            return ExitStatus.DONE;
        }
        failures.stream()
                .limit(shown)
                .forEach(failure -> console.messages().println("skipped: " + shown(failure.reason())));
        int more = failures.size() - shown;
        console.messages()
                .println((more > 0 ? "... and " + more + " more; " : "") + failures.size() + " skipped" + where);
        return ExitStatus.SKIPPED;
    }
}
