package org.panderm4j.peers.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.panderm4j.nn.engine.EngineOptions.Precision;

/** An engine in one precision. */
public enum Contestant {
    /** libtorch 2.7 on MKL through DJL; attention as two products and a softmax, since DJL has no fused one. */
    LIBTORCH_DJL_F32("libtorch-djl", Precision.F32, false),
    /** libtorch 2.10 on MKL through JavaCPP's preset, scaled_dot_product_attention. */
    LIBTORCH_F32("libtorch", Precision.F32, false),
    LIBTORCH_BF16("libtorch", Precision.BF16, false),
    /**
     * The same with attention as two products and a softmax: without AMX the preset's fused attention has no fast bf16 product,
     * and takes many times as long.
     */
    LIBTORCH_PRODUCTS_BF16("libtorch-products", Precision.BF16, false),
    /** Attention as exporters write it: products and a softmax. */
    ONNXRUNTIME_F32("onnxruntime", Precision.F32, false),
    /** Attention as ONNX Runtime's own fused operation. */
    ONNXRUNTIME_FUSED_F32("onnxruntime-fused", Precision.F32, false),
    SAMEDIFF_F32("samediff", Precision.F32, true),
    ONEDNN_F32("onednn", Precision.F32, true),
    ONEDNN_BF16("onednn", Precision.BF16, true),
    /** Training with libtorch 2.10 through the preset: autograd, AdamW; f32, or autocast to bf16. */
    LIBTORCH_TRAIN_F32("libtorch-train", Precision.F32, false),
    LIBTORCH_TRAIN_BF16("libtorch-train", Precision.BF16, false),
    /** The same with attention as two products and a softmax. */
    LIBTORCH_PRODUCTS_TRAIN_F32("libtorch-products-train", Precision.F32, false),
    LIBTORCH_PRODUCTS_TRAIN_BF16("libtorch-products-train", Precision.BF16, false),
    /** This project's training. */
    PANDERM4J_TRAIN_F32("panderm4j-train", Precision.F32, true);

    private final String engine;
    private final Precision precision;
    private final boolean ours;

    Contestant(String engine, Precision precision, boolean ours) {
        this.engine = engine;
        this.precision = precision;
        this.ours = ours;
    }

    /** The name on the command line, e.g. {@code libtorch-bf16}. */
    public String id() {
        return engine + "-" + precisionName();
    }

    /** The engine's name without its precision. */
    public String engine() {
        return engine;
    }

    public Precision precision() {
        return precision;
    }

    public String precisionName() {
        return precision.name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is an engine of this project. */
    public boolean ours() {
        return ours;
    }

    /** Whether it trains; else it runs forward. */
    public boolean trains() {
        return engine.endsWith("-train");
    }

    /** Names of all, for the command line. */
    public static List<String> ids() {
        return Arrays.stream(values()).map(Contestant::id).toList();
    }

    /**
     * The one of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Contestant of(String id) {
        return Arrays.stream(values())
                .filter(contestant -> contestant.id().equals(id.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "expected an engine of " + String.join(", ", ids()) + ", found '" + id + "'"));
    }

    private boolean isPreset() {
        return engine.startsWith("libtorch") && this != LIBTORCH_DJL_F32;
    }

    /** Java options that its process needs beside the common ones. */
    public List<String> javaOptions() {
        return isPreset() ? List.of("-Dorg.bytedeco.openblas.load=mkl") : List.of();
    }

    /**
     * Environment that its process runs in, where the caller's own does not say otherwise. Ours is what the project's launcher
     * sets; DJL shall not look for anything on the network.
     */
    public Map<String, String> environment() {
        if (ours) {
            return Map.of("OMP_WAIT_POLICY", "passive");
        }
        return engine.equals("libtorch-djl") ? Map.of("DJL_OFFLINE", "true", "OPT_OUT_TRACKING", "true") : Map.of();
    }
}
