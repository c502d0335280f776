package org.panderm4j.nn.graph;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.Tower;

/**
 * The same tower cut into graphs that run one after the other, so that only one of them needs its parameters at a time. Each is
 * made of the operations that {@link TowerGraph} makes there, and has those of its placeholders that it needs.
 */
public final class TowerParts {
    /** Placeholder of {@link #block} and {@link #heads}: the tokens so far, [b n, d]. */
    public static final String TOKENS_IN = "tokens_in";
    /** Output of {@link #block}, [b, n, d]. */
    public static final String TOKENS_OUT = "tokens_out";

    private TowerParts() {}

    /** Adds the stem: outputs {@link TowerGraph#STEM}, and of pictures {@link TowerGraph#PATCHES} and {@link
     * TowerGraph#SEQUENCE}. */
    public static void stem(SameDiff graph, Tower tower, Parameters parameters) {
        stem(graph, tower, parameters, Style.PLAIN);
    }

    /** Likewise, in a style. */
    public static void stem(SameDiff graph, Tower tower, Parameters parameters, Style style) {
        new TowerGraph(graph, tower, parameters, style).stem();
    }

    /**
     * Adds one block, {@link #TOKENS_IN} to {@link #TOKENS_OUT}.
     *
     * @param block one of the tower's
     * @param parameters by names without the block's prefix
     */
    public static void block(SameDiff graph, Tower tower, Block block, Parameters parameters) {
        block(graph, tower, block, parameters, Style.PLAIN);
    }

    /** Likewise, in a style. */
    public static void block(SameDiff graph, Tower tower, Block block, Parameters parameters, Style style) {
        SDVariable x = tokens(graph, tower);
        new TowerGraph(graph, tower, parameters, style).block(block, parameters, TOKENS_OUT, x);
    }

    /** Adds all heads: their outputs, from {@link #TOKENS_IN}. */
    public static void heads(SameDiff graph, Tower tower, Parameters parameters) {
        heads(graph, tower, parameters, Style.PLAIN);
    }

    /** Likewise, in a style. */
    public static void heads(SameDiff graph, Tower tower, Parameters parameters, Style style) {
        SDVariable x = tokens(graph, tower);
        new TowerGraph(graph, tower, parameters, style).heads(x);
    }

    private static SDVariable tokens(SameDiff graph, Tower tower) {
        return graph.placeHolder(TOKENS_IN, DataType.FLOAT, -1, tower.width());
    }
}
