package org.panderm4j.nn.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.engine.onednn.OneDnn;
import org.panderm4j.nn.engine.onednn.OneDnnEncoder;
import org.panderm4j.nn.engine.onednn.OneDnnProduct;
import org.panderm4j.nn.engine.samediff.NativeProduct;
import org.panderm4j.nn.engine.samediff.Nd4jBackend;
import org.panderm4j.nn.engine.samediff.SameDiffEncoder;
import org.panderm4j.nn.engine.samediff.StreamedEncoder;
import org.panderm4j.nn.nd4j.BackendDecision;
import org.panderm4j.nn.nd4j.BackendGuard;
import org.panderm4j.nn.tower.ParameterShapes;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;

/** The engines of this build, and the choice among them. */
public final class Engines {
    /** The plain graph on whatever ND4J backend is there. */
    public static final String SAMEDIFF = "samediff";

    /** oneDNN primitives on an x86-64 processor with AVX2 or more. */
    public static final String ONEDNN = "onednn";

    /** cuBLASLt and own kernels on NVIDIA cards; only in builds with the module that has it. */
    public static final String CUDA = "cuda";

    private Engines() {}

    /** Names of the engines that can run here, fastest first. */
    public static List<String> present() {
        List<String> names = new ArrayList<>(Providers.present());
        names.addAll(own());
        return List.copyOf(names);
    }

    /** Names of the engines of this module that can run here, fastest first: on the processor, unless ND4J runs on a card. */
    public static List<String> own() {
        return own(OneDnn.absence().isEmpty(), BackendGuard.decision().place());
    }

    /** Likewise; the plain graph on a card comes before the processor. */
    static List<String> own(boolean onednn, BackendDecision.Place nd4j) {
        if (!onednn) {
            return List.of(SAMEDIFF);
        }
        return nd4j == BackendDecision.Place.CUDA ? List.of(SAMEDIFF, ONEDNN) : List.of(ONEDNN, SAMEDIFF);
    }

    private static boolean isPresent(String engine) {
        return Providers.of(engine).isPresent() ? reason(engine).isEmpty() : own().contains(engine);
    }

    /** Number formats that an engine that is present can store and multiply in here, f32 first. */
    public static List<Precision> precisions(String engine) {
        requirePresent(engine);
        return Stream.of(Precision.F32, Precision.TF32, Precision.BF16, Precision.BF16_MATH)
                .filter(precision -> has(engine, precision))
                .toList();
    }

    /**
     * The engine whose products tell what the machine can do where {@code engine} runs: the engine itself, or for the plain graph
     * the fastest one present, so that its figures are a share of the machine's rate and not of its own library's.
     */
    public static String peakEngine(String engine, Precision precision) {
        requirePresent(engine);
        return engine.equals(SAMEDIFF)
                ? own().stream().filter(one -> has(one, precision)).findFirst().orElse(engine)
                : engine;
    }

    /**
     * Matrix products of an engine's own, for {@link MatrixPeak}.
     *
     * @param threads of a product; 0 leaves the engine's own choice
     * @throws IllegalArgumentException when the engine is not present, or has not the precision
     */
    public static PackedProducts products(String engine, Precision precision, int threads) {
        EngineOptions options = new EngineOptions(engine, precision, threads);
        String resolved = resolve(options);
        if (Providers.of(resolved).isPresent()) {
            return Providers.of(resolved).get().products(options.withEngine(resolved));
        }
        return resolved.equals(ONEDNN)
                ? (rows, inner, columns) -> OneDnnProduct.open(rows, inner, columns, precision, threads)
                : (rows, inner, columns) -> NativeProduct.open(rows, inner, columns, threads);
    }

    /** Whether an engine that is present computes in a precision here. */
    public static boolean has(String engine, Precision precision) {
        if (Providers.of(engine).isPresent()) {
            return Providers.of(engine).get().has(precision);
        }
        return switch (precision) {
            case AUTO, F32 -> true;
            case TF32 -> false;
            case BF16 -> engine.equals(ONEDNN) && OneDnn.multipliesBf16();
            // Elsewhere the library multiplies f32 numbers as they are, and the option would be a promise not kept.
            case BF16_MATH -> engine.equals(ONEDNN) && OneDnn.hasAmx();
        };
    }

    /**
     * The name that {@code options} stand for; loads nothing.
     *
     * @throws IllegalArgumentException when the engine is not present, has not the precision, or cannot stream as asked
     */
    public static String resolve(EngineOptions options) {
        String name = options.engine().toLowerCase(Locale.ROOT);
        boolean streamed = options.residence() == Residence.STREAMED;
        String engine = name.equals(EngineOptions.AUTO)
                ? streamed ? SAMEDIFF : present().get(0)
                : name;
        requirePresent(engine);
        if (streamed && !engine.equals(SAMEDIFF)) {
            throw new IllegalArgumentException("engine '" + engine
                    + "' keeps weights in memory (use --weights memory or auto, or --engine samediff)");
        }
        if (!has(engine, options.precision())) {
            throw new IllegalArgumentException(refusal(engine, options, streamed));
        }
        return engine;
    }

    private static void requirePresent(String engine) {
        if (!isPresent(engine)) {
            throw new IllegalArgumentException("engine '" + engine + "' is not present here"
                    + reason(engine).map(reason -> " (" + reason + ")").orElse("") + "; present: "
                    + String.join(", ", present()) + " (use --engine auto)");
        }
    }

    private static String refusal(String engine, EngineOptions options, boolean streamed) {
        if (Providers.of(engine).isPresent()) {
            return "engine '" + engine + "' has no precision "
                    + options.precision().label() + " (use --precision "
                    + precisions(engine).stream().map(Precision::label).collect(Collectors.joining(" or ")) + ")";
        }
        if (engine.equals(ONEDNN) && options.precision() == Precision.TF32) {
            return "engine 'onednn' has no precision tf32, which is one of NVIDIA cards (use --precision f32 or auto)";
        }
        if (engine.equals(ONEDNN)) {
            String needed = options.precision() == Precision.BF16 ? "AVX512-BF16 or AMX" : "AMX";
            return "engine 'onednn' needs a processor with " + needed + " for "
                    + options.precision().label() + " (use --precision f32 or auto)";
        }
        boolean free = options.engine().equalsIgnoreCase(EngineOptions.AUTO);
        String why = !free
                ? ""
                : streamed
                        ? ", which is taken for streamed weights,"
                        : BackendGuard.decision().place() == BackendDecision.Place.CUDA
                                ? ", which is taken since ND4J runs on CUDA,"
                                : reason(ONEDNN)
                                        .map(reason -> ", which is taken since onednn is not present (" + reason + "),")
                                        .orElse("");
        return "engine '" + engine + "'" + why + " computes in f32 only (use --precision f32 or auto)";
    }

    private static Optional<String> reason(String engine) {
        if (engine.equals(ONEDNN)) {
            return OneDnn.absence();
        }
        Optional<EngineProvider> provider = Providers.of(engine);
        if (provider.isEmpty() && Providers.kind(engine).equals(CUDA)) {
            return Optional.of("this build has no module for it; see docs/gpu.md");
        }
        return provider.flatMap(one -> one.absence(engine));
    }

    /** Name, version and, where they decide the last digits, instructions of the library under an engine that is present. */
    public static String library(String engine) {
        if (Providers.of(engine).isPresent()) {
            return Providers.of(engine).get().library(engine);
        }
        return engine.equals(ONEDNN)
                ? "oneDNN " + OneDnn.version() + " (" + OneDnn.instructions() + ")"
                : Nd4jBackend.name();
    }

    /**
     * What a user should know of the choice: that, and why, it is not the fastest, where it is left to us; and that a card, or a build for
     * one, is not used.
     */
    public static Optional<String> note(EngineOptions options) {
        boolean free = options.engine().equalsIgnoreCase(EngineOptions.AUTO);
        if (free && !Providers.present().isEmpty()) {
            return Optional.empty();
        }
        Optional<String> own = EngineNote.of(free, OneDnn.absence(), BackendGuard.decision());
        Optional<String> others = Providers.absences().filter(reasons -> free);
        return own.map(first -> others.map(second -> second + "; " + first).orElse(first))
                .or(() -> others);
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
        String engine = choose(tower, options);
        if (Providers.of(engine).isEmpty() && residence(tower, options) == Residence.STREAMED) {
            return StreamedEncoder.open(tower, weights, prefix, options.threads());
        }
        if (Providers.of(engine).isPresent()) {
            return Providers.of(engine).get().open(tower, weights, prefix, options.withEngine(engine));
        }
        return engine.equals(ONEDNN)
                ? OneDnnEncoder.open(tower, weights, prefix, options.precision(), options.threads())
                : SameDiffEncoder.open(tower, weights, prefix, options.threads());
    }

    /**
     * The engine that a tower will run on: that of {@link #resolve}, but for a tower that does not fit into memory, which only
     * samediff can stream.
     *
     * @throws IllegalArgumentException as {@link #resolve}, and when the tower would have to be streamed by an engine or in a
     *     precision that cannot
     */
    public static String choose(Tower tower, EngineOptions options) {
        String engine = resolve(options);
        Optional<String> refusal = Providers.of(engine).flatMap(one -> one.refusal(tower));
        boolean auto = options.engine().equalsIgnoreCase(EngineOptions.AUTO);
        if (refusal.isPresent() && auto && has(own().get(0), options.precision())) {
            return choose(tower, options.withEngine(own().get(0)));
        }
        if (refusal.isPresent()) {
            throw new IllegalArgumentException(refusal.get());
        }
        if (Providers.of(engine).isPresent()) {
            return engine;
        }
        if (residence(tower, options) != Residence.STREAMED) {
            return engine;
        }
        boolean free = options.engine().equalsIgnoreCase(EngineOptions.AUTO);
        if (!engine.equals(SAMEDIFF) && !free) {
            throw new IllegalArgumentException("the weights take more than half of the memory, and engine '" + engine
                    + "' does not stream them (use --weights memory, or --engine samediff)");
        }
        if (!has(SAMEDIFF, options.precision())) {
            throw new IllegalArgumentException("the weights take more than half of the memory, and are streamed in f32 "
                    + "only (use --precision f32, or --weights memory)");
        }
        return SAMEDIFF;
    }

    /** Where the weights of a tower will lie on this machine; a tower that cannot be streamed goes into memory by itself. */
    public static Residence residence(Tower tower, EngineOptions options) {
        Residence asked = options.residence();
        int bytes = options.precision() == Precision.BF16 ? Short.BYTES : Float.BYTES;
        return asked == Residence.AUTO && !StreamedEncoder.supports(tower)
                ? Residence.MEMORY
                : asked.resolve(ParameterShapes.values(tower) * bytes, Residence.machineMemory());
    }
}
