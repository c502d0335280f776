package org.panderm4j.peers.engine;

import org.panderm4j.nn.engine.EngineOptions;
import org.panderm4j.nn.engine.Engines;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.peers.djl.DjlForward;
import org.panderm4j.peers.libtorch.LibtorchForward;
import org.panderm4j.peers.onnx.OnnxForward;
import org.panderm4j.peers.onnx.OnnxOps.AttentionForm;
import org.panderm4j.peers.tower.Forward;

/** Opens engines. */
public final class Forwards {
    private Forwards() {}

    /**
     * Loads a tower into an engine.
     *
     * @param length tokens of a row of ids, padding included; without meaning for pictures
     * @param threads at least 1
     * @throws AbsentException when this build or machine has not that engine or precision
     */
    public static Forward open(Contestant contestant, Tower tower, Weights weights, int length, int threads) {
        return switch (contestant) {
            case LIBTORCH_DJL_F32 -> DjlForward.open(tower, weights, length);
            case LIBTORCH_F32 ->
                LibtorchForward.open(tower, weights, length, threads, new LibtorchForward.Form(false, true));
            case LIBTORCH_BF16 ->
                LibtorchForward.open(tower, weights, length, threads, new LibtorchForward.Form(true, true));
            case LIBTORCH_PRODUCTS_BF16 ->
                LibtorchForward.open(tower, weights, length, threads, new LibtorchForward.Form(true, false));
            case ONNXRUNTIME_F32 -> OnnxForward.open(tower, weights, length, threads, AttentionForm.PRODUCTS);
            case ONNXRUNTIME_FUSED_F32 -> OnnxForward.open(tower, weights, length, threads, AttentionForm.FUSED);
            case SAMEDIFF_F32, ONEDNN_F32, ONEDNN_BF16 -> ours(contestant, tower, weights, threads);
            default ->
                throw new IllegalArgumentException(
                        "expected an engine that runs forward, found " + contestant.id() + ", which trains");
        };
    }

    private static Forward ours(Contestant contestant, Tower tower, Weights weights, int threads) {
        EngineOptions options = new EngineOptions(contestant.engine(), contestant.precision(), threads);
        try {
            Engines.resolve(options);
        } catch (IllegalArgumentException e) {
            throw new AbsentException(e);
        }
        return OurForward.open(tower, weights, options);
    }
}
