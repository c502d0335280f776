package org.panderm4j.nn.graph;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The batch a graph is being built for: its sizes as variables, so that one graph serves every batch size and text length.
 *
 * @param sizes [b, n] as int64, a placeholder
 * @param mask [b n, 1] float32, 1 for a real token and 0 for padding; null where no token is ever padding
 * @param scoreMask [b, 1, 1, n] float32, added to attention scores: 0 or the lowest float; null with {@code mask}
 */
record Sequences(SDVariable sizes, SDVariable mask, SDVariable scoreMask) {

    /** A matrix [b n, k] as [b, n, rest...] where the product of {@code rest} is k. */
    SDVariable split(SDVariable x, long... rest) {
        SameDiff graph = x.getSameDiff();
        SDVariable tail = graph.constant(Nd4j.createFromArray(rest));
        return graph.reshape(x, graph.concat(0, sizes, tail));
    }
}
