package org.panderm4j.nn.engine;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The engines of other modules that this build has. */
final class Providers {
    private static final List<EngineProvider> ALL = ServiceLoader.load(EngineProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList();

    private Providers() {}

    /** Names of those that can run here. */
    static List<String> present() {
        return present(ALL);
    }

    static List<String> present(List<EngineProvider> providers) {
        return providers.stream()
                .filter(one -> one.absence(one.name()).isEmpty())
                .map(EngineProvider::name)
                .toList();
    }

    /**
     * That of an engine, whether it can run here or not.
     *
     * @param engine its name, possibly with the number of a device
     */
    static Optional<EngineProvider> of(String engine) {
        return of(ALL, engine);
    }

    static Optional<EngineProvider> of(List<EngineProvider> providers, String engine) {
        String kind = kind(engine);
        return providers.stream().filter(one -> one.name().equals(kind)).findFirst();
    }

    /** The name of an engine without the number of a device. */
    static String kind(String engine) {
        return engine.split(":", 2)[0];
    }

    /** Which of them cannot run here, and why; empty where there is none or all can. */
    static Optional<String> absences() {
        return absences(ALL);
    }

    static Optional<String> absences(List<EngineProvider> providers) {
        String reasons = providers.stream()
                .filter(one -> one.absence(one.name()).isPresent())
                .map(one -> "engine " + one.name() + " is not present here: "
                        + one.absence(one.name()).orElseThrow())
                .collect(Collectors.joining("; "));
        return Optional.of(reasons).filter(text -> !text.isEmpty());
    }
}
