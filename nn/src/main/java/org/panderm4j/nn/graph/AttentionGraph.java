package org.panderm4j.nn.graph;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.Block.Mask;
import org.panderm4j.nn.tower.ParameterNames;

/** Multi-head self-attention: softmax(q k^T / sqrt c + mask) v, heads concatenated, output projection (Vaswani et al. 2017). */
final class AttentionGraph {
    private AttentionGraph() {}

    /** [b n, d] to [b n, d]. */
    static SDVariable attend(SDVariable x, Block block, Parameters parameters, Sequences sequences) {
        SameDiff graph = x.getSameDiff();
        int d = block.width();
        int c = block.headWidth();
        SDVariable qkv = Layers.matmul(x, parameters.get(ParameterNames.QKV_WEIGHT, 3L * d, d)); // [b n, 3d]
        qkv = addBiases(qkv, block, parameters);
        SDVariable heads = graph.permute(sequences.split(qkv, 3, block.heads(), c), 2, 0, 3, 1, 4); // [3, b, h, n, c]
        SDVariable[] parts = graph.unstack(heads, 0, 3); // each [b, h, n, c]
        SDVariable scores = graph.mmul(parts[0].mul(1 / Math.sqrt(c)), parts[1], false, true, false); // [b, h, n, n]
        if (block.mask() == Mask.PADDING) {
            scores = scores.add(sequences.scoreMask());
        }
        SDVariable mixed = graph.mmul(graph.nn.softmax(scores, -1), parts[2]); // [b, h, n, c]
        SDVariable joined = graph.reshape(graph.permute(mixed, 0, 2, 1, 3), -1, d); // [b n, d]
        return Layers.linear(joined, parameters, ParameterNames.ATTENTION_OUT, d, d, true);
    }

    private static SDVariable addBiases(SDVariable qkv, Block block, Parameters parameters) {
        Block.Biases biases = block.biases();
        if (!biases.query() && !biases.key() && !biases.value()) {
            return qkv;
        }
        SameDiff graph = qkv.getSameDiff();
        SDVariable query = bias(graph, biases.query(), ParameterNames.QUERY_BIAS, block.width(), parameters);
        SDVariable key = bias(graph, biases.key(), ParameterNames.KEY_BIAS, block.width(), parameters);
        SDVariable value = bias(graph, biases.value(), ParameterNames.VALUE_BIAS, block.width(), parameters);
        return qkv.add(graph.concat(0, query, key, value)); // [b n, 3d]
    }

    private static SDVariable bias(SameDiff graph, boolean present, String name, int width, Parameters parameters) {
        return present ? parameters.get(name, width) : graph.constant(Nd4j.zeros(DataType.FLOAT, width));
    }
}
