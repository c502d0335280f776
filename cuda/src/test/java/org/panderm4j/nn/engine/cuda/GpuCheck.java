package org.panderm4j.nn.engine.cuda;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Checks the engine on the card of this machine and prints one table: kernels against double precision, whole towers against
 * fixtures, speed.
 *
 * <p>Arguments: any of {@code --kernels}, {@code --models}, {@code --speed} for a part of it; {@code --seed N} for other inputs of
 * kernels. Ends with 0 when all checks pass, 1 when one fails, 2 for arguments that it does not know, 77 when no card can be used.
 */
public final class GpuCheck {
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final int SKIPPED = 77;
    private static final List<String> PARTS = List.of("--kernels", "--models", "--speed");

    private GpuCheck() {}

    @SuppressWarnings("SystemOut") // a program's main class
    public static void main(String... arguments) {
        System.exit(run(System.out, System.err, arguments));
    }

    /** Runs what the arguments ask for. */
    static int run(PrintStream table, PrintStream notes, String... arguments) {
        List<String> parts = new ArrayList<>(Arrays.asList(arguments));
        long seed = 1;
        int at = parts.indexOf("--seed");
        if (at >= 0 && at + 1 < parts.size() && parts.get(at + 1).matches("\\d{1,18}")) {
            seed = Long.parseLong(parts.remove(at + 1));
            parts.remove(at);
        }
        if (!PARTS.containsAll(parts)) {
            notes.println("expected any of " + String.join(", ", PARTS) + ", --seed NUMBER; found "
                    + String.join(" ", arguments));
            return USAGE;
        }
        Optional<String> absence = absence();
        if (absence.isPresent()) {
            table.println("SKIP " + absence.get());
            return SKIPPED;
        }
        return check(table, notes, parts.isEmpty() ? PARTS : parts, seed);
    }

    /** Why no card can be used, if so: what the first one lacks. */
    static Optional<String> absence() {
        return Cuda.absence().or(() -> Absence.of(Cuda.devices(), CudaEngine.first(Cuda.devices())));
    }

    /** The first card that will do, where there is one. */
    static Device device() {
        List<Device> devices = Cuda.devices();
        return devices.get(CudaEngine.first(devices));
    }

    private static int check(PrintStream table, PrintStream notes, List<String> parts, long seed) {
        Device device = device();
        table.println(device.label() + ", " + Cuda.versions() + ", Java " + Runtime.version() + ", seed " + seed);
        table.println();
        table.println(Finding.HEAD);
        Findings findings = new Findings(finding -> table.println(finding.row()));
        long from = System.nanoTime();
        for (String part : parts) {
            switch (part) {
                case "--kernels" -> KernelChecks.run(device, seed, findings);
                case "--models" -> ModelChecks.run(device, findings);
                default -> SpeedChecks.run(device, findings);
            }
            notes.printf("%s done after %.1f s%n", part.substring(2), (System.nanoTime() - from) / 1e9);
        }
        int failed = findings.failed().size();
        notes.println(findings.all().size() + " rows, " + failed + " failed");
        return failed == 0 ? 0 : FAILED;
    }
}
