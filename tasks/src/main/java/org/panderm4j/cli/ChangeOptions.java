package org.panderm4j.cli;

import org.panderm4j.concepts.Intervention;
import picocli.CommandLine.Option;

/** Options that say what becomes of activations. */
final class ChangeOptions {
    @Option(names = "--zero", description = "Set them to 0 (the default, as the reference does).")
    boolean zero;

    @Option(names = "--scale", paramLabel = "X", description = "Multiply them.")
    Float scale;

    @Option(names = "--set", paramLabel = "X", description = "Set them to a value, the same in all rows.")
    Float set;

    Intervention.Change change() {
        int given = (zero ? 1 : 0) + (scale == null ? 0 : 1) + (set == null ? 0 : 1);
        if (given > 1) {
            throw new UsageException("expected one of --zero, --scale and --set, found " + given);
        }
        if (scale != null) {
            return new Intervention.Change.Scale(finite("--scale", scale));
        }
        return set == null ? new Intervention.Change.Zero() : new Intervention.Change.Fix(finite("--set", set));
    }

    private static float finite(String option, float value) {
        Bounds.check(Float.isFinite(value), option, "a finite number", value);
        return value;
    }
}
