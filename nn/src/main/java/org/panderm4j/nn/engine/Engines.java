package org.panderm4j.nn.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.engine.onednn.OneDnn;
import org.panderm4j.nn.engine.onednn.OneDnnEncoder;
import org.panderm4j.nn.engine.onednn.OneDnnProduct;
import org.panderm4j.nn.engine.samediff.NativeProduct;
import org.panderm4j.nn.engine.samediff.Nd4jBackend;
import org.panderm4j.nn.engine.samediff.SameDiffEncoder;
import org.panderm4j.nn.engine.samediff.StreamedEncoder;
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

    private static final EngineChoice HERE = new EngineChoice(Providers.loaded());

    private Engines() {}

    /** Names of the engines that can run here, fastest first. */
    public static List<String> present() {
        return HERE.present();
    }

    /** Names of the engines of this module that can run here, fastest first: on the processor, unless ND4J runs on a card. */
    public static List<String> own() {
        return HERE.own();
    }

    /** Why an engine cannot run here; empty where it can. */
    public static Optional<String> absence(String engine) {
        return HERE.absence(engine);
    }

    /** Whether this build has an engine at all. */
    public static boolean built(String engine) {
        return List.of(SAMEDIFF, ONEDNN).contains(engine)
                || HERE.providers().of(engine).isPresent();
    }

    /** What is to be known of the devices under an engine of another module that is present, a sentence each; none for others. */
    public static List<String> devices(String engine) {
        return HERE.providers()
                .of(engine)
                .filter(one -> one.absence(engine).isEmpty())
                .map(EngineProvider::devices)
                .orElse(List.of());
    }

    /** Number formats that an engine that is present can store and multiply in here, f32 first. */
    public static List<Precision> precisions(String engine) {
        return HERE.precisions(engine);
    }

    /** Whether an engine that is present computes in a precision here. */
    public static boolean has(String engine, Precision precision) {
        return HERE.has(engine, precision);
    }

    /**
     * The engine whose products tell what the machine can do where {@code engine} runs: the engine itself, or for the plain graph
     * the fastest one present, so that its figures are a share of the machine's rate and not of its own library's.
     */
    public static String peakEngine(String engine, Precision precision) {
        HERE.requirePresent(engine);
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
        Optional<EngineProvider> provider = HERE.providers().of(resolved);
        if (provider.isPresent()) {
            return provider.get().products(options.withEngine(resolved));
        }
        return resolved.equals(ONEDNN)
                ? (rows, inner, columns) -> OneDnnProduct.open(rows, inner, columns, precision, threads)
                : (rows, inner, columns) -> NativeProduct.open(rows, inner, columns, threads);
    }

    /**
     * The name that {@code options} stand for: the fastest engine that has the precision, where the choice is left to us; loads nothing.
     *
     * @throws IllegalArgumentException when the engine is not present, has not the precision, or cannot stream as asked
     */
    public static String resolve(EngineOptions options) {
        return HERE.resolve(options);
    }

    /**
     * Likewise among the engines of this module, for what is no tower: those of other modules run nothing else.
     *
     * @throws IllegalArgumentException as {@link #resolve}, and when an engine of another module is asked for
     */
    public static String resolveOwn(EngineOptions options) {
        return HERE.resolveOwn(options);
    }

    /** Name, version and, where they decide the last digits, instructions of the library under an engine that is present. */
    public static String library(String engine) {
        Optional<EngineProvider> provider = HERE.providers().of(engine);
        if (provider.isPresent()) {
            return provider.get().library(engine);
        }
        return engine.equals(ONEDNN)
                ? "oneDNN " + OneDnn.version() + " (" + OneDnn.instructions() + ")"
                : Nd4jBackend.name();
    }

    /** What a user should know of the choice before it is known what runs. */
    public static Optional<String> note(EngineOptions options) {
        return note(options, Map.of());
    }

    /**
     * What a user should know of the choice: that, and why, it is not the fastest, where it is left to us, for some of the towers or all; and
     * that a card, or a build for one, is not used.
     *
     * @param towers by the name that a user knows, e.g. {@code image}
     * @throws IllegalArgumentException as {@link #resolve}
     */
    public static Optional<String> note(EngineOptions options, Map<String, Tower> towers) {
        return new EngineNote(HERE).of(options, towers);
    }

    /**
     * What a user should know before something runs that is no tower: that a card, or a build for one, is not used by ND4J, and why.
     */
    public static Optional<String> idleCard() {
        return new EngineNote(HERE).idle();
    }

    /**
     * The device that an engine of another module runs on, as its name with a number; other names as they are.
     *
     * @param engine that is present
     */
    public static String device(String engine) {
        return HERE.providers().of(engine).map(one -> one.device(engine)).orElse(engine);
    }

    /**
     * The engines that are present and have a precision, fastest first.
     *
     * @throws IllegalArgumentException when none has it
     */
    public static List<String> present(Precision precision) {
        return HERE.present(precision);
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
        Optional<EngineProvider> provider = HERE.providers().of(engine);
        if (provider.isPresent()) {
            return provider.get().open(tower, weights, prefix, options.withEngine(engine));
        }
        if (streams(tower, options)) {
            return StreamedEncoder.open(tower, weights, prefix, options.threads());
        }
        return engine.equals(ONEDNN)
                ? OneDnnEncoder.open(tower, weights, prefix, options.precision(), options.threads())
                : SameDiffEncoder.open(tower, weights, prefix, options.threads());
    }

    /**
     * The engine that a tower will run on: that of {@link #resolve}, but for a tower that this one does not run, and for one that does not
     * fit into memory, which only samediff can stream.
     *
     * @throws IllegalArgumentException as {@link #resolve}, when the engine that was asked for does not run the tower, and when the tower
     *     would have to be streamed by an engine or in a precision that cannot
     */
    public static String choose(Tower tower, EngineOptions options) {
        return HERE.choose(tower, options);
    }

    /** Whether the weights of a tower are read from disk for every batch; one that cannot be streamed goes into memory by itself. */
    public static boolean streams(Tower tower, EngineOptions options) {
        return HERE.streams(tower, options);
    }
}
