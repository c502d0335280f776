package org.panderm4j.nn.engine;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.panderm4j.nn.engine.EngineOptions.Precision;

/** One line on why an engine is not taken, each with what to do. */
final class EngineRefusal {
    private static final String F32 = " (use --precision f32 or auto)";

    private EngineRefusal() {}

    static IllegalArgumentException absent(String engine, Optional<String> reason, List<String> present) {
        return new IllegalArgumentException("engine '" + engine + "' is not present here"
                + reason.map(text -> " (" + text + ")").orElse("") + "; present: "
                + String.join(", ", present) + " (use --engine auto)");
    }

    /** Of an engine whose weights cannot be streamed. */
    static IllegalArgumentException streaming(String engine, boolean card) {
        return new IllegalArgumentException("engine '" + engine + "' keeps weights in "
                + (card ? "the card's memory" : "memory")
                + " (use --weights memory or auto, or --engine samediff)");
    }

    /** Of something that is no tower. */
    static IllegalArgumentException towersOnly(String engine, List<String> own) {
        return new IllegalArgumentException("engine '" + engine
                + "' runs the towers of models only (use --engine auto, " + String.join(" or ", own) + ")");
    }

    /** Of a tower. */
    static IllegalArgumentException tower(String engine, String reason, String other) {
        return new IllegalArgumentException("engine '" + engine + "' " + reason + " (use --engine " + other + ")");
    }

    /** Of a tower that in that precision no other engine runs. */
    static IllegalArgumentException tower(String engine, String reason, Precision precision) {
        return new IllegalArgumentException("engine '" + engine + "' " + reason
                + ", and no other engine that is present here computes in " + precision.label() + F32);
    }

    /** Of a precision that none has, where there is a choice. */
    static IllegalArgumentException none(Precision precision, EngineChoice choice) {
        return new IllegalArgumentException("no engine that is present here computes in " + precision.label()
                + "; present: "
                + choice.present().stream()
                        .map(engine -> engine + " (" + labels(choice.precisions(engine), ", ") + ")")
                        .collect(Collectors.joining(", "))
                + F32);
    }

    /** Of a precision that an engine of another module has not. */
    static IllegalArgumentException precision(String engine, Precision precision, List<Precision> has) {
        return new IllegalArgumentException("engine '" + engine + "' has no precision " + precision.label()
                + " (use --precision " + labels(has, " or ") + ")");
    }

    /** Of a precision that an engine of this module has not. */
    static IllegalArgumentException precision(String engine, EngineOptions options, OwnEngines here) {
        Precision precision = options.precision();
        if (!engine.equals(Engines.ONEDNN)) {
            return new IllegalArgumentException(
                    "engine '" + engine + "'" + why(options, here) + " computes in f32 only" + F32);
        }
        if (precision == Precision.TF32) {
            return new IllegalArgumentException(
                    "engine 'onednn' has no precision tf32, which is one of NVIDIA cards" + F32);
        }
        String needed = precision == Precision.BF16 ? "AVX512-BF16 or AMX" : "AMX";
        return new IllegalArgumentException(
                "engine 'onednn' needs a processor with " + needed + " for " + precision.label() + F32);
    }

    /** Why the plain graph was taken, where the choice was ours. */
    private static String why(EngineOptions options, OwnEngines here) {
        if (!options.isFree()) {
            return "";
        }
        if (options.residence() == Residence.STREAMED) {
            return ", which is taken for streamed weights,";
        }
        return here.isOnCard()
                ? ", which is taken since ND4J runs on CUDA,"
                : here.onednn()
                        .map(reason -> ", which is taken since onednn is not present (" + reason + "),")
                        .orElse("");
    }

    private static String labels(List<Precision> precisions, String between) {
        return precisions.stream().map(Precision::label).collect(Collectors.joining(between));
    }

    /** Of weights that memory does not hold, by an engine that was asked for. */
    static IllegalArgumentException tooLarge(String engine) {
        return new IllegalArgumentException("the weights take more than half of the memory, and engine '" + engine
                + "' does not stream them (use --weights memory, or --engine samediff)");
    }

    /** Likewise, in a precision that what streams them has not. */
    static IllegalArgumentException tooLarge() {
        return new IllegalArgumentException("the weights take more than half of the memory, and are streamed in f32 "
                + "only (use --precision f32, or --weights memory)");
    }
}
