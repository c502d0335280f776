package org.panderm4j.nn.fusion;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.panderm4j.nn.graph.Layers;
import org.panderm4j.nn.graph.Parameters;
import org.panderm4j.nn.graph.Style;
import org.panderm4j.nn.tower.Activation;

/**
 * A layer by which one vector of a case takes from another: attention over two tokens, itself and the other, and an MLP. As in
 * the reference both residuals are on the normalised vector, the first before the output projection.
 */
final class CrossAttentionGraph {
    static final double EPS = 1e-5;

    private final String name;
    private final int width;
    private final int heads;
    private final Parameters parameters;
    private final Style style;

    /**
     * @param name of the layer, before those of its parts
     * @param heads a divisor of the width
     */
    CrossAttentionGraph(String name, int width, int heads, Parameters parameters, Style style) {
        this.name = name;
        this.width = width;
        this.heads = heads;
        this.parameters = parameters;
        this.style = style;
    }

    /** x, [b, E], from itself and the context, [b, E]; what is to be added to x. */
    SDVariable attend(SDVariable x, SDVariable context) {
        SDVariable own = norm(FusionNames.NORM, x);
        SDVariable mixed = mixed(own, norm(FusionNames.CONTEXT_NORM, context)).add(own); // [b, E]
        SDVariable attended = own.add(linear(FusionNames.OUT, mixed)); // [b, E]
        SDVariable up = linear(FusionNames.MLP_UP, norm(FusionNames.MLP_NORM, attended));
        SDVariable hidden = style.named(name + FusionNames.MLP_HIDDEN, style.activate(up, Activation.GELU));
        return style.named(name + FusionNames.ATTENDED, attended.add(linear(FusionNames.MLP_DOWN, hidden)));
    }

    /** Values by shares of attention, heads side by side, [b, E]. */
    private SDVariable mixed(SDVariable own, SDVariable other) {
        SameDiff graph = own.getSameDiff();
        SDVariable q = style.named(name + FusionNames.QUERY, Layers.matmul(own, weight(FusionNames.QUERY, width)));
        SDVariable tokens = graph.reshape(graph.concat(1, own, other), -1, width); // [2b, E]
        SDVariable kv = style.named(
                name + FusionNames.KEY_VALUE, Layers.matmul(tokens, weight(FusionNames.KEY_VALUE, 2L * width)));
        return style.pairAttention(q, kv, heads, width / heads, name + FusionNames.SHARES);
    }

    private SDVariable weight(String part, long outputs) {
        return parameters.get(name + part + ".weight", outputs, width);
    }

    private SDVariable norm(String part, SDVariable x) {
        return style.named(name + part, style.layerNorm(x, parameters, name + part, width, EPS));
    }

    private SDVariable linear(String part, SDVariable x) {
        return style.named(name + part, Layers.linear(x, parameters, name + part, width, width, true));
    }
}
