package org.panderm4j.peers.tower;

import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a tensor library has to offer for an encoder; each method is what somebody who uses that library would write.
 *
 * <p>Symbols as in {@link org.panderm4j.peers.tower}.
 *
 * @param <T> its tensor, or the name of one in a graph that is being written
 */
public interface Ops<T> {
    /** A parameter of any shape, from its values in C order. */
    T parameter(FloatBuffer values, long... shape);

    /** The weight (out, in) of a linear layer, in the layout that {@link #linear} wants. */
    T linearWeight(FloatBuffer values, int out, int in);

    /** x W^T + b over the last axis. */
    T linear(T x, T weight, T bias);

    /** [b, 3, H, W] to [b, g², d]: a convolution by a kernel (d, 3, p, p) whose stride is its side p. */
    T patches(T pixels, T kernel, T bias, int patch);

    /** A token [1, 1, d] in front of each sequence, [b, n, d] to [b, 1 + n, d]. */
    T prepend(T token, T sequence);

    /** Rows of a table (v, d) by ids [b, n]: [b, n, d]. */
    T lookUp(T table, T ids);

    /** What hides padding when it is added to scores: [b, n] of 1 for tokens and 0 for padding to [b, 1, 1, n]. */
    T paddingBias(T mask);

    /** Layer norm over the last axis. */
    T layerNorm(T x, T weight, T bias, double eps);

    /** GELU by the error function. */
    T gelu(T x);

    /** Sum, shapes broadcast. */
    T add(T a, T b);

    /** Product of elements, shapes broadcast. */
    T multiply(T a, T b);

    /** Multi-head attention: [b, n, 3 d], queries, keys and values side by side, to [b, n, d]. */
    T attention(T qkv, int heads, double scale, Optional<T> paddingBias);

    /** [b, n, d] to [b, d]: token 0. */
    T firstToken(T x);

    /** [b, n, d] to [b, d]: the mean of the tokens from {@code from} on. */
    T meanFrom(T x, int from);

    /** Computes a part; what it needed meanwhile is free afterwards, its result is not. */
    T scoped(Supplier<T> part);
}
