package org.panderm4j.nn.graph;

import org.nd4j.autodiff.samediff.SDVariable;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.Block.NormPlace;
import org.panderm4j.nn.tower.Mlp;
import org.panderm4j.nn.tower.ParameterNames;

/** One encoder block, [b n, d] to [b n, d]. */
final class BlockGraph {
    private final Block block;
    private final Parameters parameters;
    private final Sequences sequences;
    private final Style style;

    BlockGraph(Block block, Parameters parameters, Sequences sequences, Style style) {
        this.block = block;
        this.parameters = parameters;
        this.sequences = sequences;
        this.style = style;
    }

    SDVariable apply(SDVariable x) {
        if (block.norm() == NormPlace.BEFORE) {
            SDVariable y = x.add(attention(norm(x, ParameterNames.ATTENTION_NORM)));
            return y.add(mlp(norm(y, ParameterNames.MLP_NORM)));
        }
        SDVariable y = norm(x.add(attention(x)), ParameterNames.ATTENTION_NORM);
        return norm(y.add(mlp(y)), ParameterNames.MLP_NORM);
    }

    private SDVariable norm(SDVariable x, String name) {
        return style.layerNorm(x, parameters, name, block.width(), block.eps());
    }

    private SDVariable attention(SDVariable x) {
        SDVariable y = new AttentionGraph(block, parameters, sequences, style).attend(x);
        return style.branch(scale(y, ParameterNames.ATTENTION_SCALE), "attention");
    }

    private SDVariable mlp(SDVariable x) {
        Mlp mlp = block.mlp();
        SDVariable hidden = hidden(x, mlp); // [b n, hidden]
        if (mlp.norm()) {
            hidden = style.layerNorm(hidden, parameters, ParameterNames.MLP_HIDDEN_NORM, mlp.hidden(), block.eps());
        }
        SDVariable y = style.linear(
                hidden, parameters, ParameterNames.MLP_DOWN, mlp.hidden(), block.width(), mlp.bias()); // [b n, d]
        return style.branch(scale(y, ParameterNames.MLP_SCALE), "mlp");
    }

    private SDVariable hidden(SDVariable x, Mlp mlp) {
        SDVariable up = widen(x, ParameterNames.MLP_UP, mlp);
        if (!mlp.gated()) {
            return style.activate(up, mlp.activation());
        }
        return style.activate(widen(x, ParameterNames.MLP_GATE, mlp), mlp.activation())
                .mul(up);
    }

    private SDVariable widen(SDVariable x, String name, Mlp mlp) {
        return style.linear(x, parameters, name, block.width(), mlp.hidden(), mlp.bias());
    }

    private SDVariable scale(SDVariable x, String name) {
        return block.layerScale() ? x.mul(parameters.get(name, block.width())) : x;
    }
}
