package org.panderm4j.nn.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.engine.onednn.OneDnn;
import org.panderm4j.nn.engine.samediff.StreamedEncoder;
import org.panderm4j.nn.tower.ParameterShapes;
import org.panderm4j.nn.tower.Tower;

/**
 * Which engine computes, and why; loads no tower.
 *
 * @param providers engines of other modules
 * @param here those of this module; asked for when they are needed, since that loads libraries
 */
record EngineChoice(Providers providers, Supplier<OwnEngines> here) {
    /** On this machine. */
    EngineChoice(Providers providers) {
        this(providers, OwnEngines::here);
    }

    /** See {@link Engines#present}. */
    List<String> present() {
        List<String> names = new ArrayList<>(providers.present());
        names.addAll(own());
        return List.copyOf(names);
    }

    /** See {@link Engines#present(Precision)}. */
    List<String> present(Precision precision) {
        List<String> able =
                present().stream().filter(one -> has(one, precision)).toList();
        if (able.isEmpty()) {
            throw EngineRefusal.none(precision, this);
        }
        return able;
    }

    /** See {@link Engines#own}. */
    List<String> own() {
        return here.get().names();
    }

    /** See {@link Engines#absence}. */
    Optional<String> absence(String engine) {
        Optional<EngineProvider> provider = providers.of(engine);
        if (provider.isPresent()) {
            return provider.get().absence(engine);
        }
        if (own().contains(engine)) {
            return Optional.empty();
        }
        if (engine.equals(Engines.ONEDNN)) {
            return here.get().onednn();
        }
        if (!Providers.kind(engine).equals(Engines.CUDA)) {
            return Optional.of("no engine is called that");
        }
        return Optional.of(
                engine.matches("cuda(:\\d{1,3})?")
                        ? "this build has no module for it; PANDERM_PROFILES=cuda13 makes one that has, see docs/gpu.md"
                        : "expected cuda, or cuda: with the number of a card, found " + engine);
    }

    void requirePresent(String engine) {
        Optional<String> reason = absence(engine);
        if (reason.isPresent()) {
            throw EngineRefusal.absent(engine, reason, present());
        }
    }

    /** See {@link Engines#precisions}. */
    List<Precision> precisions(String engine) {
        requirePresent(engine);
        return Stream.of(Precision.F32, Precision.TF32, Precision.BF16, Precision.BF16_MATH)
                .filter(precision -> has(engine, precision))
                .toList();
    }

    /** See {@link Engines#has}. */
    boolean has(String engine, Precision precision) {
        Optional<EngineProvider> provider = providers.of(engine);
        if (provider.isPresent()) {
            return provider.get().has(precision);
        }
        return switch (precision) {
            case AUTO, F32 -> true;
            case TF32 -> false;
            case BF16 -> engine.equals(Engines.ONEDNN) && OneDnn.multipliesBf16();
            // Elsewhere the library multiplies f32 numbers as they are, and the option would be a promise not kept.
            case BF16_MATH -> engine.equals(Engines.ONEDNN) && OneDnn.hasAmx();
        };
    }

    /** See {@link Engines#resolve}. */
    String resolve(EngineOptions options) {
        boolean streamed = options.residence() == Residence.STREAMED;
        String engine = options.isFree()
                ? streamed ? Engines.SAMEDIFF : fastest(options.precision())
                : options.engine().toLowerCase(Locale.ROOT);
        requirePresent(engine);
        engine = onDevice(engine);
        if (streamed && !engine.equals(Engines.SAMEDIFF)) {
            throw EngineRefusal.streaming(engine, providers.of(engine).isPresent());
        }
        if (!has(engine, options.precision())) {
            throw providers.of(engine).isPresent()
                    ? EngineRefusal.precision(engine, options.precision(), precisions(engine))
                    : EngineRefusal.precision(engine, options, here.get());
        }
        return engine;
    }

    /** The name of the device too, where a name without a number does not stand for the first one. */
    private String onDevice(String engine) {
        return providers
                .of(engine)
                .map(one -> one.device(engine))
                .filter(device -> !engine.contains(":") && !device.endsWith(":0"))
                .orElse(engine);
    }

    /** The fastest that has the precision; where none has, and there is no card, the one to be refused. */
    private String fastest(Precision precision) {
        boolean none = own().stream().noneMatch(one -> has(one, precision));
        return none && providers.present().isEmpty()
                ? own().get(0)
                : present(precision).get(0);
    }

    /** See {@link Engines#resolveOwn}. */
    String resolveOwn(EngineOptions options) {
        String engine = options.engine().toLowerCase(Locale.ROOT);
        if (providers.of(engine).isPresent() || Providers.kind(engine).equals(Engines.CUDA)) {
            throw EngineRefusal.towersOnly(engine, own());
        }
        return new EngineChoice(new Providers(List.of()), here).resolve(options);
    }

    /** See {@link Engines#choose}. */
    String choose(Tower tower, EngineOptions options) {
        String engine = resolve(options);
        Optional<String> refusal = refusal(engine, tower);
        if (refusal.isPresent()) {
            engine = instead(engine, refusal.get(), options);
        }
        if (providers.of(engine).isPresent() || residence(tower, options) != Residence.STREAMED) {
            return engine;
        }
        if (!engine.equals(Engines.SAMEDIFF) && !options.isFree()) {
            throw EngineRefusal.tooLarge(engine);
        }
        if (!has(Engines.SAMEDIFF, options.precision())) {
            throw EngineRefusal.tooLarge();
        }
        return Engines.SAMEDIFF;
    }

    /** Why an engine cannot run a tower; those of this module run all. */
    Optional<String> refusal(String engine, Tower tower) {
        return providers.of(engine).flatMap(one -> one.refusal(tower));
    }

    /** Another engine for a tower, where that may be. */
    private String instead(String engine, String refusal, EngineOptions options) {
        if (!options.isFree()) {
            throw EngineRefusal.tower(engine, refusal, own().get(0));
        }
        return own().stream()
                .filter(one -> has(one, options.precision()))
                .findFirst()
                .orElseThrow(() -> EngineRefusal.tower(engine, refusal, options.precision()));
    }

    /** See {@link Engines#streams}. */
    boolean streams(Tower tower, EngineOptions options) {
        String engine = resolve(options);
        boolean onCard =
                providers.of(engine).isPresent() && refusal(engine, tower).isEmpty();
        return !onCard && residence(tower, options) == Residence.STREAMED;
    }

    private static Residence residence(Tower tower, EngineOptions options) {
        Residence asked = options.residence();
        int bytes = options.precision() == Precision.BF16 ? Short.BYTES : Float.BYTES;
        return asked == Residence.AUTO && !StreamedEncoder.supports(tower)
                ? Residence.MEMORY
                : asked.resolve(ParameterShapes.values(tower) * bytes, Residence.machineMemory());
    }
}
