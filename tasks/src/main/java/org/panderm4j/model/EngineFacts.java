package org.panderm4j.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.panderm4j.nn.engine.EngineOptions;
import org.panderm4j.nn.engine.Engines;
import org.panderm4j.nn.nd4j.BackendDecision;
import org.panderm4j.nn.nd4j.BackendGuard;
import org.panderm4j.nn.tower.Tower;

/** What a run's record says of what computed a model. */
public final class EngineFacts {
    private EngineFacts() {}

    /**
     * Keys {@code engine}, {@code backend} (its library) and {@code precision}; where the text tower runs on another engine than the image
     * tower, {@code text_engine} and {@code text_backend} too.
     *
     * @throws IllegalArgumentException when the engine that was asked for does not run the image tower
     */
    public static Map<String, String> of(Tower image, Optional<Tower> text, EngineOptions options) {
        Map<String, String> facts = new TreeMap<>();
        String engine = Engines.choose(image, options);
        facts.put("engine", engine);
        facts.put("backend", Engines.library(engine));
        facts.put("precision", options.precision().resolve().label());
        // An engine that was asked for by name is not left for another one, nor need the text tower be one that it
        // runs.
        text.filter(tower -> options.isFree())
                .map(tower -> Engines.choose(tower, options))
                .filter(other -> !other.equals(engine))
                .ifPresent(other -> {
                    facts.put("text_engine", other);
                    facts.put("text_backend", Engines.library(other));
                });
        return Map.copyOf(facts);
    }

    /**
     * What must be the same, beside the name of the engine, when a training goes on: the card, as cards differ in the last digits. On the
     * processor it is nothing, as it was in runs that earlier versions began.
     *
     * @param engine of this build's own, that trains
     */
    public static List<String> identity(String engine) {
        boolean onCard = BackendGuard.decision().place() == BackendDecision.Place.CUDA;
        return identity(engine, onCard, () -> Engines.library(engine));
    }

    static List<String> identity(String engine, boolean onCard, Supplier<String> library) {
        return onCard && engine.equals(Engines.SAMEDIFF) ? List.of(library.get()) : List.of();
    }
}
