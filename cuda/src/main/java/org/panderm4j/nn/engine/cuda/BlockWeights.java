package org.panderm4j.nn.engine.cuda;

import java.util.Optional;
import org.panderm4j.nn.engine.cuda.Parameters.Kind;
import org.panderm4j.nn.tower.Attention;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.Mlp;
import org.panderm4j.nn.tower.ParameterNames;
import org.panderm4j.nn.tower.Stem;

/**
 * The weights of an encoder block. The factors of the heads and the layer scale are inside the output matrices.
 *
 * @param attentionNorm the first norm
 * @param qkv queries, keys and values, [d] to [3d]
 * @param out output projection of attention
 * @param outNorm norm over what attention gives, if there is one
 * @param mlpNorm the second norm
 * @param gate to the gate of the hidden layer, if there is one
 * @param up to the hidden layer
 * @param hiddenNorm norm over the hidden layer, if there is one
 * @param down from it
 * @param distances what a pair of places adds to the scores, where places are relative
 */
record BlockWeights(
        NormWeights attentionNorm,
        Linear qkv,
        Linear out,
        Optional<NormWeights> outNorm,
        NormWeights mlpNorm,
        Optional<Linear> gate,
        Linear up,
        Optional<NormWeights> hiddenNorm,
        Linear down,
        Optional<Distances> distances) {

    static BlockWeights read(Block block, Stem stem, Parameters own, Arithmetic arithmetic) {
        int d = block.width();
        Attention attention = block.attention();
        Mlp mlp = block.mlp();
        Kind within = new Kind(arithmetic, arithmetic.format());
        Optional<float[]> scale = layerScale(block, own, ParameterNames.ATTENTION_SCALE);
        return new BlockWeights(
                own.norm(ParameterNames.ATTENTION_NORM, d),
                qkv(block, own, within),
                out(block, own, within, attention.norm() ? Optional.empty() : scale),
                attention.norm() ? Optional.of(outNorm(d, own, scale)) : Optional.empty(),
                own.norm(ParameterNames.MLP_NORM, d),
                mlp.gated()
                        ? Optional.of(own.linear(ParameterNames.MLP_GATE, mlp.hidden(), d, mlp.bias(), within))
                        : Optional.empty(),
                own.linear(ParameterNames.MLP_UP, mlp.hidden(), d, mlp.bias(), within),
                mlp.norm() ? Optional.of(own.norm(ParameterNames.MLP_HIDDEN_NORM, mlp.hidden())) : Optional.empty(),
                down(block, own, within),
                Distances.read(attention, stem, own));
    }

    private static Optional<float[]> layerScale(Block block, Parameters own, String name) {
        return block.layerScale() ? Optional.of(own.values(name, block.width())) : Optional.empty();
    }

    private static NormWeights outNorm(int d, Parameters own, Optional<float[]> scale) {
        return scale.map(factors -> own.norm(ParameterNames.ATTENTION_OUT_NORM, factors))
                .orElseGet(() -> own.norm(ParameterNames.ATTENTION_OUT_NORM, d));
    }

    private static Linear qkv(Block block, Parameters own, Kind kind) {
        int d = block.width();
        Attention.Biases biases = block.attention().biases();
        float[] bias = new float[3 * d];
        copy(biases.query(), own, ParameterNames.QUERY_BIAS, d, bias, 0);
        copy(biases.key(), own, ParameterNames.KEY_BIAS, d, bias, d);
        copy(biases.value(), own, ParameterNames.VALUE_BIAS, d, bias, 2 * d);
        boolean any = biases.query() || biases.key() || biases.value();
        return own.linear(
                ParameterNames.QKV_WEIGHT,
                kind,
                own.values(ParameterNames.QKV_WEIGHT, 3L * d, d),
                any ? Optional.of(bias) : Optional.empty(),
                3 * d);
    }

    private static void copy(boolean present, Parameters own, String name, int d, float[] target, int at) {
        if (present) {
            System.arraycopy(own.values(name, d), 0, target, at, d);
        }
    }

    private static Linear out(Block block, Parameters own, Kind kind, Optional<float[]> scale) {
        int d = block.width();
        Attention attention = block.attention();
        float[] matrix = own.values(ParameterNames.ATTENTION_OUT + ".weight", d, d);
        if (attention.headScale()) {
            scaleInputs(matrix, own.values(ParameterNames.HEAD_SCALE, attention.heads()), d);
        }
        Optional<float[]> bias = attention.biases().output()
                ? Optional.of(own.values(ParameterNames.ATTENTION_OUT + ".bias", d))
                : Optional.empty();
        scale.ifPresent(factors -> scaleOutputs(matrix, factors));
        return own.linear(ParameterNames.ATTENTION_OUT, kind, matrix, scaled(bias, scale), d);
    }

    private static Linear down(Block block, Parameters own, Kind kind) {
        int d = block.width();
        Mlp mlp = block.mlp();
        Optional<float[]> scale = layerScale(block, own, ParameterNames.MLP_SCALE);
        float[] matrix = own.values(ParameterNames.MLP_DOWN + ".weight", d, mlp.hidden());
        scale.ifPresent(factors -> scaleOutputs(matrix, factors));
        Optional<float[]> bias =
                mlp.bias() ? Optional.of(own.values(ParameterNames.MLP_DOWN + ".bias", d)) : Optional.empty();
        return own.linear(ParameterNames.MLP_DOWN, kind, matrix, scaled(bias, scale), d);
    }

    private static Optional<float[]> scaled(Optional<float[]> bias, Optional<float[]> scale) {
        return bias.map(values ->
                scale.map(factors -> Parameters.product(values, factors)).orElse(values));
    }

    private static void scaleOutputs(float[] matrix, float... factors) {
        int in = matrix.length / factors.length;
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] *= factors[i / in];
        }
    }

    /** The values of each head by its factor. */
    private static void scaleInputs(float[] matrix, float[] heads, int in) {
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] *= heads[i % in / (in / heads.length)];
        }
    }
}
