package org.panderm4j.bench;

import java.util.List;
import org.panderm4j.nn.engine.EngineOptions;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.engine.Engines;

/**
 * One way to run a tower.
 *
 * @param engine name of an engine that is present
 * @param precision that it has, never {@code AUTO}
 */
public record Entry(String engine, Precision precision) {
    /**
     * The engines that were asked for, each in the precision that was asked for.
     *
     * @param engines names, {@code auto} among them
     * @param precision {@code AUTO} for all that an engine has
     * @throws IllegalArgumentException when an engine is not present, or has not the precision
     */
    public static List<Entry> asked(List<String> engines, Precision precision) {
        return engines.stream()
                .map(name -> Engines.resolve(new EngineOptions(name, precision, 0)))
                .distinct()
                .flatMap(engine -> of(engine, precision).stream())
                .toList();
    }

    /**
     * All engines present, those left out that have not the precision.
     *
     * @throws IllegalArgumentException when none has it
     */
    public static List<Entry> present(Precision precision) {
        List<Entry> entries = Engines.present().stream()
                .flatMap(engine -> of(engine, precision).stream())
                .toList();
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("no engine that is present here computes in "
                    + precision.label() + "; present: "
                    + String.join(", ", Engines.present()) + " (use --precision f32 or auto)");
        }
        return entries;
    }

    private static List<Entry> of(String engine, Precision precision) {
        return Engines.precisions(engine).stream()
                .filter(one -> precision == Precision.AUTO || precision == one)
                .map(one -> new Entry(engine, one))
                .toList();
    }
}
