package org.panderm4j.doctor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.panderm4j.nn.clip.Towers;
import org.panderm4j.nn.engine.EngineOptions;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.engine.Engines;
import org.panderm4j.nn.engine.PackedProduct;
import org.panderm4j.nn.engine.Residence;
import org.panderm4j.nn.tower.Tower;

/** The engine that a user asks for: whether it is there, whether it computes, and whether it runs a model's towers. */
final class EngineChecks {
    private static final String CURE = "the message says what can run here; see docs/gpu.md for cards";
    /** Of the product that is tried. */
    private static final int SIDE = 64;

    private EngineChecks() {}

    /** What runs is left to us, all of it: the findings on the machine tell of that. */
    private static boolean isFree(EngineOptions options) {
        return options.isFree() && options.precision() == Precision.AUTO && options.residence() == Residence.AUTO;
    }

    private static String subject(EngineOptions options) {
        return "engine " + options.engine() + ", asked for";
    }

    /** Of the machine; nothing where nothing was asked for. */
    static List<Finding> all(EngineOptions options) {
        return isFree(options)
                ? List.of()
                : List.of(LibraryChecks.guarded(subject(options), CURE, () -> computes(options)));
    }

    private static Finding computes(EngineOptions options) {
        String engine = Engines.resolve(options);
        Precision precision = options.precision().resolve();
        try (PackedProduct product =
                Engines.products(engine, precision, options.threads()).open(SIDE, SIDE, SIDE)) {
            product.run();
        }
        List<String> found = new ArrayList<>(List.of(engine + " in " + precision.label() + ": multiplies matrices"));
        found.add(Engines.library(engine));
        found.addAll(Engines.devices(engine));
        return Finding.pass(subject(options), String.join("; ", found));
    }

    /** Of a model; nothing where nothing was asked for. */
    static List<Finding> all(EngineOptions options, Towers towers) {
        return isFree(options)
                ? List.of()
                : List.of(LibraryChecks.guarded("towers", CURE, () -> runs(options, towers)));
    }

    private static Finding runs(EngineOptions options, Towers towers) {
        Map<String, Tower> named = new LinkedHashMap<>(Map.of("image", towers.image()));
        towers.text().ifPresent(text -> named.put("text", text));
        return Finding.pass(
                "towers",
                named.entrySet().stream()
                        .map(one -> one.getKey() + " runs on " + Engines.choose(one.getValue(), options)
                                + (Engines.streams(one.getValue(), options) ? ", read from disk for every batch" : ""))
                        .collect(Collectors.joining("; ")));
    }
}
