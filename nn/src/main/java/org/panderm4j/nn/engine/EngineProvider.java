package org.panderm4j.nn.engine;

import java.util.List;
import java.util.Optional;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;

/**
 * An engine of another module, found by {@link java.util.ServiceLoader}: a build has it when its module is on the class path. Such
 * engines come before those of this module when the fastest is asked for.
 */
public interface EngineProvider {
    /** Name of the engine, as options write it. */
    String name();

    /**
     * Why an engine cannot run here; empty where it can. Loads native libraries at most, and never throws.
     *
     * @param engine the name, possibly followed by a colon and the number of a device
     */
    Optional<String> absence(String engine);

    /**
     * The device that a name stands for: a name without a number means the first device that will do.
     *
     * @param engine the name, possibly followed by a colon and a number
     * @return the name, a colon and a number, where the engine is present
     */
    default String device(String engine) {
        return engine.contains(":") ? engine : engine + ":0";
    }

    /** Whether it computes in a precision, where it is present. */
    boolean has(Precision precision);

    /** Why it cannot run a tower, as what follows its name, e.g. {@code runs no towers over sounds}; empty where it can. */
    Optional<String> refusal(Tower tower);

    /** Name and version of its library and, where they decide the last digits, the device. */
    String library(String engine);

    /** Its devices and what drives them, a line each, where it is present. */
    List<String> devices();

    /**
     * Loads a tower.
     *
     * @param options with an engine that is present and a precision that it has
     */
    Encoder open(Tower tower, Weights weights, String prefix, EngineOptions options);

    /** Matrix products of its own, for {@link MatrixPeak}. */
    PackedProducts products(EngineOptions options);
}
