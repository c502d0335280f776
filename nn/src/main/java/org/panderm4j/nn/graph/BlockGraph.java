package org.panderm4j.nn.graph;

import org.nd4j.autodiff.samediff.SDVariable;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.Block.NormPlace;
import org.panderm4j.nn.tower.ParameterNames;

/** One encoder block, [b n, d] to [b n, d]. */
final class BlockGraph {
    private final Block block;
    private final Parameters parameters;

    BlockGraph(Block block, Parameters parameters) {
        this.block = block;
        this.parameters = parameters;
    }

    SDVariable apply(SDVariable x, Sequences sequences) {
        if (block.norm() == NormPlace.BEFORE) {
            SDVariable mixed = attention(norm(x, ParameterNames.ATTENTION_NORM), sequences);
            SDVariable y = x.add(mixed);
            return y.add(mlp(norm(y, ParameterNames.MLP_NORM)));
        }
        SDVariable y = norm(x.add(attention(x, sequences)), ParameterNames.ATTENTION_NORM);
        return norm(y.add(mlp(y)), ParameterNames.MLP_NORM);
    }

    private SDVariable norm(SDVariable x, String name) {
        return Layers.layerNorm(x, parameters, name, block.width(), block.eps());
    }

    private SDVariable attention(SDVariable x, Sequences sequences) {
        return scale(AttentionGraph.attend(x, block, parameters, sequences), ParameterNames.ATTENTION_SCALE);
    }

    private SDVariable mlp(SDVariable x) {
        SDVariable hidden = Layers.linear(
                x, parameters, ParameterNames.MLP_UP, block.width(), block.hidden(), true); // [b n, hidden]
        hidden = Layers.activate(hidden, block.activation());
        SDVariable y = Layers.linear(hidden, parameters, ParameterNames.MLP_DOWN, block.hidden(), block.width(), true);
        return scale(y, ParameterNames.MLP_SCALE);
    }

    private SDVariable scale(SDVariable x, String name) {
        return block.layerScale() ? x.mul(parameters.get(name, block.width())) : x;
    }
}
