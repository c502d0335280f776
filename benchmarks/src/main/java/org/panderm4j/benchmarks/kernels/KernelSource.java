package org.panderm4j.benchmarks.kernels;

import java.util.Optional;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.engine.Engines;
import org.panderm4j.nn.engine.onednn.OneDnn;

/** The engines whose kernels can be measured; the tests hold each to the same results. */
public enum KernelSource {
    /** SameDiff graphs of the operations that the plain engine makes. */
    SAMEDIFF,
    /** The fast engine in float32. */
    ONEDNN,
    /** The fast engine in bf16: see {@link Precision#BF16}. */
    ONEDNN_BF16;

    /** Why these kernels cannot run on this machine; empty where they can. May load the engine's libraries. */
    public Optional<String> absence() {
        return switch (this) {
            case SAMEDIFF -> Optional.empty();
            case ONEDNN -> OneDnn.absence();
            case ONEDNN_BF16 ->
                OneDnn.absence()
                        .or(() -> Engines.has(Engines.ONEDNN, Precision.BF16)
                                ? Optional.empty()
                                : Optional.of("this processor has neither AVX512-BF16 nor AMX for bf16"));
        };
    }

    /**
     * The engine's kernels.
     *
     * @throws IllegalStateException when they cannot run on this machine
     */
    public Kernels kernels() {
        absence().ifPresent(reason -> {
            throw new IllegalStateException(
                    "kernels of " + this + " cannot run here: " + reason + " (use -p engine=" + SAMEDIFF + ")");
        });
        return switch (this) {
            case SAMEDIFF -> new SameDiffKernels();
            case ONEDNN -> new OneDnnKernels(Precision.F32);
            case ONEDNN_BF16 -> new OneDnnKernels(Precision.BF16);
        };
    }
}
