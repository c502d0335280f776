package org.panderm4j.nn.engine;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/**
 * The engines of other modules that a build has.
 *
 * @param all in order of preference
 */
record Providers(List<EngineProvider> all) {
    Providers {
        all = List.copyOf(all);
    }

    /** Those on the class path. */
    static Providers loaded() {
        return new Providers(ServiceLoader.load(EngineProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
    }

    /** Names of those that can run here. */
    List<String> present() {
        return all.stream()
                .filter(one -> one.absence(one.name()).isEmpty())
                .map(EngineProvider::name)
                .toList();
    }

    /**
     * That of an engine, whether it can run here or not.
     *
     * @param engine its name, possibly with the number of a device
     */
    Optional<EngineProvider> of(String engine) {
        String kind = kind(engine);
        return all.stream().filter(one -> one.name().equals(kind)).findFirst();
    }

    /** The name of an engine without the number of a device. */
    static String kind(String engine) {
        return engine.split(":", 2)[0];
    }

    /** Which of them cannot run here, and why; empty where there is none or all can. */
    Optional<String> absences() {
        String reasons = all.stream()
                .flatMap(
                        one -> one
                                .absence(one.name())
                                .map(reason -> "engine " + one.name() + " is not present here: " + reason)
                                .stream())
                .collect(Collectors.joining("; "));
        return Optional.of(reasons).filter(text -> !text.isEmpty());
    }
}
