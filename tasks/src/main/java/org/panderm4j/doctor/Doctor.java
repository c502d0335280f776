package org.panderm4j.doctor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.nn.engine.EngineOptions;
import org.panderm4j.weights.hub.HubProgress;
import org.panderm4j.weights.open.ModelRequest;

/** Looks at everything that running a model depends on. */
public final class Doctor {
    private static final Path CPUINFO = Path.of("/proc/cpuinfo");

    private final Map<String, String> environment;

    /**
     * @param environment where the hub's variables are looked up, e.g. {@link System#getenv()}
     */
    public Doctor(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /**
     * All findings, in the order of dependence.
     *
     * @param engine what computes, where it is not left to us; with a precision, and a place of weights, that it shall have
     * @param model to be looked at as well
     * @param progress told of downloads
     */
    public List<Finding> examine(EngineOptions engine, Optional<ModelRequest> model, HubProgress progress) {
        List<Finding> findings = new ArrayList<>(MachineChecks.all(CPUINFO));
        findings.addAll(LibraryChecks.all());
        findings.addAll(EngineChecks.all(engine));
        findings.addAll(CacheChecks.all(environment));
        findings.add(ModelChecks.shipped());
        model.ifPresent(request -> findings.addAll(ModelChecks.all(request, engine, environment, progress)));
        return findings;
    }
}
