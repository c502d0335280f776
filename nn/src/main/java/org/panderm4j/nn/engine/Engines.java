package org.panderm4j.nn.engine;

import java.util.List;
import java.util.Locale;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.engine.samediff.NativeProduct;
import org.panderm4j.nn.engine.samediff.SameDiffEncoder;
import org.panderm4j.nn.engine.samediff.StreamedEncoder;
import org.panderm4j.nn.tower.ParameterShapes;
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

    /**
     * The name that {@code options} stand for; loads nothing.
     *
     * @throws IllegalArgumentException when the engine is not present, or has not the precision
     */
    public static String resolve(EngineOptions options) {
        String name = options.engine().toLowerCase(Locale.ROOT);
        String engine = name.equals(EngineOptions.AUTO) ? present().get(0) : name;
        requirePresent(engine);
        if (options.precision() != Precision.AUTO && !precisions(engine).contains(options.precision())) {
            throw new IllegalArgumentException(
                    "engine '" + engine + "' computes in f32 only (use --precision f32 or auto)");
        }
        return engine;
    }

    private static void requirePresent(String engine) {
        if (!present().contains(engine)) {
            throw new IllegalArgumentException("engine '" + engine + "' is not present here; present: "
                    + String.join(", ", present()) + " (use --engine auto)");
        }
    }

    /** Number formats that an engine can compute products in. */
    public static List<Precision> precisions(String engine) {
        requirePresent(engine);
        return List.of(Precision.F32);
    }

    /**
     * The engine whose products tell what the machine can do where {@code engine} runs: the engine itself, or for the plain graph
     * the fastest one present, so that its figures are a share of the machine's rate and not of its own library's.
     */
    public static String peakEngine(String engine, Precision precision) {
        requirePresent(engine);
        return engine.equals(SAMEDIFF)
                ? present().stream()
                        .filter(one -> precisions(one).contains(precision))
                        .findFirst()
                        .orElse(engine)
                : engine;
    }

    /**
     * Matrix products of an engine's own, for {@link MatrixPeak}.
     *
     * @param threads of a product; 0 leaves the engine's own choice
     * @throws IllegalArgumentException when the engine is not present, or has not the precision
     */
    public static PackedProducts products(String engine, Precision precision, int threads) {
        resolve(new EngineOptions(engine, precision, threads));
        return (rows, inner, columns) -> NativeProduct.open(rows, inner, columns, threads);
    }

    /**
     * Loads a tower into an engine; where its weights go is told by the options, see {@link Residence}.
     *
     * @param weights holds the tower's parameters under {@code prefix}; must stay readable until the encoder is closed, since a
     *     tower that is streamed is read again for every batch
     * @param prefix e.g. {@code image.}, with its dot
     * @throws IllegalArgumentException when the engine or precision is not present, or a parameter is missing or mis-shaped
     */
    public static Encoder open(Tower tower, Weights weights, String prefix, EngineOptions options) {
        resolve(options);
        if (residence(tower, options) == Residence.STREAMED) {
            return StreamedEncoder.open(tower, weights, prefix, options.threads());
        }
        return SameDiffEncoder.open(tower, weights, prefix, options.threads());
    }

    /** Where the weights of a tower will lie on this machine; a tower that cannot be streamed goes into memory by itself. */
    public static Residence residence(Tower tower, EngineOptions options) {
        Residence asked = options.residence();
        return asked == Residence.AUTO && !StreamedEncoder.supports(tower)
                ? Residence.MEMORY
                : asked.resolve(ParameterShapes.values(tower) * Float.BYTES, Residence.machineMemory());
    }
}
