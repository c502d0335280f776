package org.panderm4j.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
     * The engines that were asked for, each in the precision that was asked for; one that has two names goes by the first.
     *
     * @param engines names, {@code auto} among them
     * @param precision {@code AUTO} for all that an engine has
     * @throws IllegalArgumentException when an engine is not present, or has not the precision
     */
    public static List<Entry> asked(List<String> engines, Precision precision) {
        Map<String, String> byDevice = new LinkedHashMap<>();
        for (String name : engines) {
            String engine = Engines.resolve(new EngineOptions(name, precision, 0));
            byDevice.putIfAbsent(Engines.device(engine), engine);
        }
        return byDevice.values().stream()
                .flatMap(engine -> of(engine, precision).stream())
                .toList();
    }

    /**
     * All engines present, those left out that have not the precision.
     *
     * @throws IllegalArgumentException when none has it
     */
    public static List<Entry> present(Precision precision) {
        return Engines.present(precision).stream()
                .flatMap(engine -> of(engine, precision).stream())
                .toList();
    }

    private static List<Entry> of(String engine, Precision precision) {
        return Engines.precisions(engine).stream()
                .filter(one -> precision == Precision.AUTO || precision == one)
                .map(one -> new Entry(engine, one))
                .toList();
    }
}
