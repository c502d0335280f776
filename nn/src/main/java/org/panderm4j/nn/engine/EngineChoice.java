package org.panderm4j.nn.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.engine.onednn.OneDnn;
import org.panderm4j.nn.engine.samediff.StreamedEncoder;
import org.panderm4j.nn.nd4j.BackendDecision;
import org.panderm4j.nn.nd4j.BackendGuard;
import org.panderm4j.nn.tower.ParameterShapes;
import org.panderm4j.nn.tower.Tower;

/**
 * Which engine computes, and why; loads no tower.
 *
 * @param providers engines of other modules
 */
record EngineChoice(Providers providers) {
    /** See {@link Engines#present}. */
    List<String> present() {
        List<String> names = new ArrayList<>(providers.present());
        names.addAll(own());
        return List.copyOf(names);
    }

    /** See {@link Engines#own}. */
    static List<String> own() {
        return own(OneDnn.absence().isEmpty(), BackendGuard.decision().place());
    }

    /** Likewise; the plain graph on a card comes before the processor. */
    static List<String> own(boolean onednn, BackendDecision.Place nd4j) {
        if (!onednn) {
            return List.of(Engines.SAMEDIFF);
        }
        return nd4j == BackendDecision.Place.CUDA
                ? List.of(Engines.SAMEDIFF, Engines.ONEDNN)
                : List.of(Engines.ONEDNN, Engines.SAMEDIFF);
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
            return OneDnn.absence();
        }
        return Optional.of(
                Providers.kind(engine).equals(Engines.CUDA)
                        ? "this build has no module for it; PANDERM_PROFILES=cuda13 makes one that has, see docs/gpu.md"
                        : "no engine is called that");
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
        if (streamed && !engine.equals(Engines.SAMEDIFF)) {
            throw EngineRefusal.streaming(engine, providers.of(engine).isPresent());
        }
        if (!has(engine, options.precision())) {
            throw providers.of(engine).isPresent()
                    ? EngineRefusal.precision(engine, options.precision(), precisions(engine))
                    : EngineRefusal.precision(engine, options);
        }
        return engine;
    }

    /** The fastest; where there is a card as well, the fastest with the precision. */
    private String fastest(Precision precision) {
        if (providers.present().isEmpty()) {
            return own().get(0);
        }
        return present().stream()
                .filter(one -> has(one, precision))
                .findFirst()
                .orElseThrow(() -> EngineRefusal.none(precision, this));
    }

    /** See {@link Engines#resolveOwn}. */
    String resolveOwn(EngineOptions options) {
        String engine = options.engine().toLowerCase(Locale.ROOT);
        if (providers.of(engine).isPresent() || Providers.kind(engine).equals(Engines.CUDA)) {
            throw EngineRefusal.towersOnly(engine, own());
        }
        return new EngineChoice(new Providers(List.of())).resolve(options);
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

    private Optional<String> refusal(String engine, Tower tower) {
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

    /** See {@link Engines#note}. */
    Optional<String> note(EngineOptions options, Map<String, Tower> towers) {
        List<String> notes = new ArrayList<>();
        boolean card = !providers.present().isEmpty();
        if (options.isFree() && card) {
            String taken = resolve(options);
            left(taken, options).ifPresent(notes::add);
            towers.forEach((name, tower) -> refusal(taken, tower)
                    .ifPresent(reason -> notes.add("engine " + choose(tower, options) + " is taken for the " + name
                            + " tower, since engine " + taken + " " + reason)));
        } else {
            providers.absences().filter(reasons -> options.isFree()).ifPresent(notes::add);
            EngineNote.of(options.isFree(), OneDnn.absence(), BackendGuard.decision())
                    .ifPresent(notes::add);
        }
        return notes.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", notes));
    }

    /** That, and why, a card that is present is left for another engine. */
    private Optional<String> left(String taken, EngineOptions options) {
        if (providers.of(taken).isPresent()) {
            return Optional.empty();
        }
        String cards = providers.present().stream().collect(Collectors.joining(" and "));
        return Optional.of("engine " + taken + " is taken, since " + cards
                + (options.residence() == Residence.STREAMED
                        ? " does not stream weights"
                        : " has no precision " + options.precision().label()));
    }
}
