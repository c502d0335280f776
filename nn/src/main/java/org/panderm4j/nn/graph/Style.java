package org.panderm4j.nn.graph;

import org.nd4j.autodiff.samediff.SDVariable;
import org.panderm4j.nn.tower.Activation;
import org.panderm4j.nn.tower.ParameterNames;

/**
 * How a network's graph is written. As it stands, of ND4J's operations, with nothing taken away: the definition. Training writes it
 * with fused operations that mean the same, drops values at random, and may add to what linear layers give.
 */
public interface Style {
    /** The place of attention's shares. */
    String SHARES = "shares";

    Style PLAIN = new Style() {};

    /**
     * Layer norm over the last axis, [rows, d].
     *
     * @param weight [d]
     * @param bias [d]
     * @param eps added to the population variance
     */
    default SDVariable layerNorm(SDVariable x, SDVariable weight, SDVariable bias, double eps) {
        return Layers.layerNorm(x, weight, bias, eps);
    }

    /** Likewise with the parameters of a norm by its name. */
    default SDVariable layerNorm(SDVariable x, Parameters parameters, String name, long width, double eps) {
        return layerNorm(x, parameters.get(name + ".weight", width), parameters.get(name + ".bias", width), eps);
    }

    /**
     * A linear layer of a block, x W^T + b with W (out, in); [rows, in] to [rows, out].
     *
     * @param name of the layer, without {@code .weight} and {@code .bias}
     */
    default SDVariable linear(SDVariable x, Parameters parameters, String name, long in, long out, boolean bias) {
        return Layers.linear(x, parameters, name, in, out, bias);
    }

    /** Queries, keys and values of attention side by side, without their biases; [rows, d] to [rows, 3d]. */
    default SDVariable queriesKeysValues(SDVariable x, Parameters parameters, long width) {
        return Layers.matmul(x, parameters.get(ParameterNames.QKV_WEIGHT, 3 * width, width));
    }

    /**
     * A linear layer and a batch norm of its columns, [b, in] to [b, out], with the running statistics {@code norm.mean} and {@code
     * norm.variance}; in training with those of the batch. Both results are {@linkplain #named named}.
     *
     * @param layer name of the linear layer
     * @param norm name of the batch norm
     * @param sizes in and out
     */
    default SDVariable normedLinear(
            SDVariable x, Parameters parameters, String layer, String norm, long[] sizes, double eps) {
        SDVariable y = named(layer, Layers.linear(x, parameters, layer, sizes[0], sizes[1], true));
        SDVariable normed = Layers.batchNorm(
                y,
                parameters.get(norm + ".mean", sizes[1]),
                parameters.get(norm + ".variance", sizes[1]),
                parameters.get(norm + ".weight", sizes[1]),
                parameters.get(norm + ".bias", sizes[1]),
                eps);
        return named(norm, normed);
    }

    /** Over the last axis. */
    default SDVariable softmax(SDVariable x) {
        return x.getSameDiff().nn.softmax(x, -1);
    }

    /**
     * Attention of one token to two, scores divided by the root of {@code d}; heads lie side by side.
     *
     * @param q queries, [b, h d]
     * @param keysValues of both tokens of each case, rows of keys, then values: [2b, 2 h d]
     * @param d width of a head
     * @param shares {@linkplain #named name} of the shares of attention, [b, h, 1, 2]
     * @return values by shares, [b, h d]
     */
    default SDVariable pairAttention(SDVariable q, SDVariable keysValues, int heads, int d, String shares) {
        return Layers.pairAttention(this, q, keysValues, new int[] {heads, d}, shares);
    }

    /** The function of a hidden layer, value by value. */
    default SDVariable activate(SDVariable x, Activation activation) {
        return Layers.activate(x, activation);
    }

    /** Dropout (Srivastava et al. 2014): single values, of tokens [b n, d] or of attention's shares [b, h, n, n]. */
    default SDVariable values(SDVariable x, String place) {
        return x;
    }

    /**
     * Dropout of a layer of its own probability; single values, whatever the shape.
     *
     * @param place its name in random streams
     * @param probability at least 0, below 1
     */
    default SDVariable dropped(SDVariable x, String place, double probability) {
        return x;
    }

    /** Gives an intermediate result a name by which it can be asked for. */
    default SDVariable named(String name, SDVariable x) {
        x.getSameDiff().identity(name, x);
        return x;
    }

    /**
     * What a block adds to its input, [b n, d]: dropout of its values, and stochastic depth (Huang et al. 2016), by which a whole
     * sequence passes the block by.
     */
    default SDVariable branch(SDVariable x, String place) {
        return x;
    }
}
