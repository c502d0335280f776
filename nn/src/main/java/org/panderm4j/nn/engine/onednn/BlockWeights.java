package org.panderm4j.nn.engine.onednn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.panderm4j.nn.tower.Attention;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.Mlp;
import org.panderm4j.nn.tower.ParameterNames;
import org.panderm4j.nn.tower.Stem;

/**
 * The weights of an encoder block. Whatever only multiplies is inside the matrices: the scale of the scores in the query's, the
 * factors of the heads and the layer scale in the output's.
 *
 * @param attentionNorm the first norm
 * @param qkv queries, keys and values, [d] to [3d]
 * @param out output projection of attention
 * @param outNorm norm over what attention gives, if there is one
 * @param mlpNorm the second norm
 * @param slices the MLP, cut along its hidden layer
 * @param hiddenNorm norm over the hidden layer, if there is one; then there is one slice
 * @param distances what a pair of places adds to the scores, where places are relative
 */
record BlockWeights(
        NormWeights attentionNorm,
        PackedLinear qkv,
        PackedLinear out,
        Optional<NormWeights> outNorm,
        NormWeights mlpNorm,
        List<MlpSlice> slices,
        Optional<NormWeights> hiddenNorm,
        Optional<DistanceTable> distances) {

    /**
     * Some of the hidden layer's values.
     *
     * @param gate to its gate, if there is one
     * @param up to it
     * @param down from it
     */
    record MlpSlice(Optional<PackedLinear> gate, PackedLinear up, PackedLinear down) {}

    /**
     * Reads and packs a block.
     *
     * @param own the block's parameters
     * @param sliceWidth hidden values that are computed and used up before the next ones are
     */
    static BlockWeights read(Block block, Stem stem, Parameters own, Arithmetic arithmetic, int sliceWidth) {
        long d = block.width();
        Attention attention = block.attention();
        Mlp mlp = block.mlp();
        boolean whole = mlp.norm() || sliceWidth > mlp.hidden() || mlp.hidden() % sliceWidth != 0;
        int slice = whole ? mlp.hidden() : sliceWidth;
        Optional<float[]> attentionScale = layerScale(block, own, ParameterNames.ATTENTION_SCALE);
        return new BlockWeights(
                own.norm(ParameterNames.ATTENTION_NORM, d),
                qkv(block, own, arithmetic),
                out(block, own, arithmetic, attention.norm() ? Optional.empty() : attentionScale),
                attention.norm() ? Optional.of(outNorm(d, own, attentionScale)) : Optional.empty(),
                own.norm(ParameterNames.MLP_NORM, d),
                slices(block, own, arithmetic, slice),
                mlp.norm() ? Optional.of(own.norm(ParameterNames.MLP_HIDDEN_NORM, mlp.hidden())) : Optional.empty(),
                DistanceTable.read(attention, stem, own));
    }

    private static Optional<float[]> layerScale(Block block, Parameters own, String name) {
        return block.layerScale() ? Optional.of(own.values(name, block.width())) : Optional.empty();
    }

    private static NormWeights outNorm(long d, Parameters own, Optional<float[]> scale) {
        return scale.map(factors -> own.norm(ParameterNames.ATTENTION_OUT_NORM, factors))
                .orElseGet(() -> own.norm(ParameterNames.ATTENTION_OUT_NORM, d));
    }

    private static PackedLinear qkv(Block block, Parameters own, Arithmetic arithmetic) {
        int d = block.width();
        Attention.Biases biases = block.attention().biases();
        float[] scale = new float[d];
        Arrays.fill(scale, (float) block.attention().scale());
        float[] bias = new float[3 * d];
        if (biases.query()) {
            float[] query = Parameters.product(own.values(ParameterNames.QUERY_BIAS, d), scale);
            System.arraycopy(query, 0, bias, 0, d);
        }
        if (biases.key()) {
            System.arraycopy(own.values(ParameterNames.KEY_BIAS, d), 0, bias, d, d);
        }
        if (biases.value()) {
            System.arraycopy(own.values(ParameterNames.VALUE_BIAS, d), 0, bias, 2 * d, d);
        }
        boolean any = biases.query() || biases.key() || biases.value();
        try (Matrix matrix = own.matrix(ParameterNames.QKV_WEIGHT, 3L * d, d)) {
            matrix.scaleOutputs(scale);
            return own.pack(matrix.view(), any ? Optional.of(bias) : Optional.empty(), arithmetic);
        }
    }

    private static PackedLinear out(Block block, Parameters own, Arithmetic arithmetic, Optional<float[]> scale) {
        int d = block.width();
        Attention attention = block.attention();
        Optional<float[]> bias = attention.biases().output()
                ? Optional.of(own.values(ParameterNames.ATTENTION_OUT + ".bias", d))
                : Optional.empty();
        try (Matrix matrix = own.matrix(ParameterNames.ATTENTION_OUT + ".weight", d, d)) {
            if (attention.headScale()) {
                matrix.scaleInputs(repeated(own.values(ParameterNames.HEAD_SCALE, attention.heads()), d));
            }
            scale.ifPresent(matrix::scaleOutputs);
            return own.pack(matrix.view(), scaled(bias, scale), arithmetic);
        }
    }

    /** A head's factor for each of its values. */
    private static float[] repeated(float[] heads, int d) {
        float[] repeated = new float[d];
        for (int i = 0; i < d; i++) {
            repeated[i] = heads[i / (d / heads.length)];
        }
        return repeated;
    }

    private static Optional<float[]> scaled(Optional<float[]> bias, Optional<float[]> scale) {
        return bias.map(values ->
                scale.map(factors -> Parameters.product(values, factors)).orElse(values));
    }

    private static List<MlpSlice> slices(Block block, Parameters own, Arithmetic arithmetic, int width) {
        Mlp mlp = block.mlp();
        List<Optional<PackedLinear>> gates = new ArrayList<>();
        if (mlp.gated()) {
            wideners(block, own, arithmetic, width, ParameterNames.MLP_GATE)
                    .forEach(one -> gates.add(Optional.of(one)));
        }
        List<PackedLinear> ups = wideners(block, own, arithmetic, width, ParameterNames.MLP_UP);
        List<PackedLinear> downs = downs(block, own, arithmetic, width);
        List<MlpSlice> slices = new ArrayList<>();
        for (int i = 0; i < ups.size(); i++) {
            slices.add(new MlpSlice(gates.isEmpty() ? Optional.empty() : gates.get(i), ups.get(i), downs.get(i)));
        }
        return slices;
    }

    private static List<PackedLinear> wideners(
            Block block, Parameters own, Arithmetic arithmetic, int width, String name) {
        int hidden = block.mlp().hidden();
        Optional<float[]> bias =
                block.mlp().bias() ? Optional.of(own.values(name + ".bias", hidden)) : Optional.empty();
        List<PackedLinear> packed = new ArrayList<>();
        try (Matrix matrix = own.matrix(name + ".weight", hidden, block.width())) {
            for (int from = 0; from < hidden; from += width) {
                int first = from;
                packed.add(own.pack(
                        matrix.outputs(from, width),
                        bias.map(values -> Arrays.copyOfRange(values, first, first + width)),
                        arithmetic));
            }
        }
        return packed;
    }

    /** The first slice adds the bias. */
    private static List<PackedLinear> downs(Block block, Parameters own, Arithmetic arithmetic, int width) {
        Mlp mlp = block.mlp();
        Optional<float[]> scale = layerScale(block, own, ParameterNames.MLP_SCALE);
        Optional<float[]> bias = mlp.bias()
                ? Optional.of(own.values(ParameterNames.MLP_DOWN + ".bias", block.width()))
                : Optional.empty();
        List<PackedLinear> packed = new ArrayList<>();
        try (Matrix matrix = own.matrix(ParameterNames.MLP_DOWN + ".weight", block.width(), mlp.hidden())) {
            scale.ifPresent(matrix::scaleOutputs);
            for (int from = 0; from < mlp.hidden(); from += width) {
                packed.add(own.pack(
                        matrix.inputs(from, width), from == 0 ? scaled(bias, scale) : Optional.empty(), arithmetic));
            }
        }
        return packed;
    }
}
