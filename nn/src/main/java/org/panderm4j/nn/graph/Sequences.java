package org.panderm4j.nn.graph;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.panderm4j.nn.tower.Attention;
import org.panderm4j.nn.tower.Attention.Mask;
import org.panderm4j.nn.tower.Attention.Place;
import org.panderm4j.nn.tower.Head.Pooling;
import org.panderm4j.nn.tower.Stem.JointStem;
import org.panderm4j.nn.tower.Tower;

/**
 * The batch a graph is being built for: its sizes and masks as placeholders, so that one graph serves every batch size, text
 * length and, where the tower allows it, picture size. What a tower has no use for is never made.
 */
final class Sequences {
    private final SameDiff graph;
    private final Tower tower;

    Sequences(SameDiff graph, Tower tower) {
        this.graph = graph;
        this.tower = tower;
    }

    /** Makes the placeholders that the tower needs. */
    Sequences declare() {
        graph.placeHolder(TowerGraph.SIZES, DataType.INT64, 2);
        if (tower.stem().padded()) {
            graph.placeHolder(TowerGraph.MASK, DataType.FLOAT, -1, 1);
            graph.placeHolder(TowerGraph.SCORE_MASK, DataType.FLOAT, -1, 1, 1, -1);
        }
        if (causal(tower)) {
            graph.placeHolder(TowerGraph.CAUSAL_MASK, DataType.FLOAT, 1, 1, -1, -1);
        }
        if (endPooled(tower)) {
            graph.placeHolder(TowerGraph.ENDS, DataType.FLOAT, -1, 1);
        }
        if (rotary(tower)) {
            graph.placeHolder(TowerGraph.COSINES, DataType.FLOAT, 1, 1, -1, -1);
            graph.placeHolder(TowerGraph.SINES, DataType.FLOAT, 1, 1, -1, -1);
        }
        return this;
    }

    /** Whether a block hides what comes later. */
    private static boolean causal(Tower tower) {
        return tower.blocks().stream().anyMatch(block -> block.attention().mask() == Mask.CAUSAL);
    }

    /** Whether a head reads the token at which a text ends. */
    private static boolean endPooled(Tower tower) {
        return tower.heads().values().stream().anyMatch(head -> head.pooling() == Pooling.END);
    }

    /** Whether a block rotates queries and keys. */
    private static boolean rotary(Tower tower) {
        return tower.blocks().stream().anyMatch(block -> block.attention().place() == Place.ROTARY);
    }

    /** [b n, 1]: 1 for a real token, 0 for padding. */
    SDVariable mask() {
        return graph.getVariable(TowerGraph.MASK);
    }

    /** [b n, 1]: 1 for the token at which a text ends. */
    SDVariable ends() {
        return graph.getVariable(TowerGraph.ENDS);
    }

    /** Adds to scores [b, h, n, n] what hides keys. */
    SDVariable masked(SDVariable scores, Attention attention) {
        return switch (attention.mask()) {
            case NONE -> scores;
            case PADDING -> scores.add(graph.getVariable(TowerGraph.SCORE_MASK));
            case CAUSAL -> scores.add(graph.getVariable(TowerGraph.CAUSAL_MASK));
        };
    }

    /** Adds to scores [b, h, n, n] what depends on the places of query and key alone. */
    SDVariable placed(SDVariable scores, Attention attention, Parameters parameters) {
        return attention.place() == Place.RELATIVE && tower.stem() instanceof JointStem stem
                ? scores.add(new PlaceScores(stem, attention).of(graph, parameters))
                : scores;
    }

    /** Queries or keys [b, h, n, c] with the two halves (u, v) of each turned: (u, v) cos + (-v, u) sin. */
    SDVariable rotated(SDVariable heads, int c) {
        SDVariable first = Layers.slice(heads, 4, 3, 0, c / 2); // [b, h, n, c/2]
        SDVariable second = Layers.slice(heads, 4, 3, c / 2, c);
        SDVariable turned = graph.concat(3, second.neg(), first); // [b, h, n, c]
        return heads.mul(graph.getVariable(TowerGraph.COSINES)).add(turned.mul(graph.getVariable(TowerGraph.SINES)));
    }

    /** A matrix [b n, k] as [b, n, rest...] where the product of {@code rest} is k. */
    SDVariable split(SDVariable x, long... rest) {
        return split(x, TowerGraph.SIZES, rest);
    }

    /** A matrix [b m, k] as [b, m, rest...], b and m being the values of a placeholder. */
    SDVariable split(SDVariable x, String sizes, long... rest) {
        SDVariable tail = graph.constant(Nd4j.createFromArray(rest));
        return graph.reshape(x, graph.concat(0, graph.getVariable(sizes), tail));
    }
}
