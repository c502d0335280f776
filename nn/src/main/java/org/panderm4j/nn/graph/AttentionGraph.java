package org.panderm4j.nn.graph;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.panderm4j.nn.tower.Attention;
import org.panderm4j.nn.tower.Attention.Place;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.ParameterNames;

/** Multi-head self-attention: softmax(s q k^T + places + mask) v, heads concatenated, output projection (Vaswani et al. 2017). */
final class AttentionGraph {
    private final Block block;
    private final Attention attention;
    private final Parameters parameters;
    private final Sequences sequences;
    private final Style style;

    AttentionGraph(Block block, Parameters parameters, Sequences sequences, Style style) {
        this.block = block;
        this.attention = block.attention();
        this.parameters = parameters;
        this.sequences = sequences;
        this.style = style;
    }

    /** [b n, d] to [b n, d]. */
    SDVariable attend(SDVariable x) {
        SameDiff graph = x.getSameDiff();
        int d = block.width();
        int c = block.headWidth();
        SDVariable qkv = style.queriesKeysValues(x, parameters, d); // [b n, 3d]
        SDVariable split = sequences.split(addBiases(qkv), 3, attention.heads(), c); // [b, n, 3, h, c]
        SDVariable[] parts = graph.unstack(graph.permute(split, 2, 0, 3, 1, 4), 0, 3); // each [b, h, n, c]
        SDVariable mixed = graph.mmul(shares(graph, parts[0], parts[1]), parts[2]); // [b, h, n, c]
        SDVariable joined = graph.reshape(graph.permute(scaleHeads(mixed), 0, 2, 1, 3), -1, d); // [b n, d]
        boolean bias = attention.biases().output();
        SDVariable y = style.linear(joined, parameters, ParameterNames.ATTENTION_OUT, d, d, bias);
        return attention.norm() ? style.layerNorm(y, parameters, ParameterNames.ATTENTION_OUT_NORM, d, block.eps()) : y;
    }

    /** How much each query takes of each value, [b, h, n, n]. */
    private SDVariable shares(SameDiff graph, SDVariable query, SDVariable key) {
        boolean rotary = attention.place() == Place.ROTARY;
        SDVariable q = rotary ? sequences.rotated(query, block.headWidth()) : query;
        SDVariable k = rotary ? sequences.rotated(key, block.headWidth()) : key;
        SDVariable scores = graph.mmul(q.mul(attention.scale()), k, false, true, false); // [b, h, n, n]
        SDVariable placed = sequences.placed(scores, attention, parameters);
        SDVariable shares = style.softmax(sequences.masked(placed, attention));
        return style.values(shares, Style.SHARES);
    }

    private SDVariable scaleHeads(SDVariable mixed) {
        if (!attention.headScale()) {
            return mixed;
        }
        SDVariable factors = parameters.get(ParameterNames.HEAD_SCALE, attention.heads());
        return mixed.mul(mixed.getSameDiff().reshape(factors, 1, attention.heads(), 1, 1));
    }

    private SDVariable addBiases(SDVariable qkv) {
        Attention.Biases biases = attention.biases();
        if (!biases.query() && !biases.key() && !biases.value()) {
            return qkv;
        }
        SameDiff graph = qkv.getSameDiff();
        SDVariable query = bias(graph, biases.query(), ParameterNames.QUERY_BIAS);
        SDVariable key = bias(graph, biases.key(), ParameterNames.KEY_BIAS);
        SDVariable value = bias(graph, biases.value(), ParameterNames.VALUE_BIAS);
        return qkv.add(graph.concat(0, query, key, value)); // [b n, 3d]
    }

    private SDVariable bias(SameDiff graph, boolean present, String name) {
        return present
                ? parameters.get(name, block.width())
                : graph.constant(Nd4j.zeros(DataType.FLOAT, block.width()));
    }
}
