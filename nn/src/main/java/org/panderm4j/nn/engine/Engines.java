package org.panderm4j.nn.engine;

import java.util.List;
import java.util.Locale;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.engine.samediff.SameDiffEncoder;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;

/** The engines of this build, and the choice among them. */
public final class Engines {
    /** The plain graph on whatever ND4J backend is there. */
    public static final String SAMEDIFF = "samediff";

    private Engines() {}

    /** Names of the engines that can run here, fastest first. */
    public static List<String> present() {
        return List.of(SAMEDIFF);
    }

    /** The name that {@code options} stand for. */
    public static String resolve(EngineOptions options) {
        String name = options.engine().toLowerCase(Locale.ROOT);
        if (name.equals(EngineOptions.AUTO)) {
            return present().get(0);
        }
        if (!present().contains(name)) {
            throw new IllegalArgumentException("engine '" + options.engine() + "' is not present here; present: "
                    + String.join(", ", present()) + " (use --engine auto)");
        }
        return name;
    }

    /**
     * Loads a tower into an engine.
     *
     * @param weights holds the tower's parameters under {@code prefix}
     * @param prefix e.g. {@code image.}, with its dot
     * @throws IllegalArgumentException when the engine or precision is not present, or a parameter is missing or mis-shaped
     */
    public static Encoder open(Tower tower, Weights weights, String prefix, EngineOptions options) {
        String engine = resolve(options);
        if (options.precision() == Precision.BF16) {
            throw new IllegalArgumentException(
                    "engine '" + engine + "' computes in f32 only (use --precision f32 or auto)");
        }
        return SameDiffEncoder.open(tower, weights, prefix, options.threads());
    }
}
