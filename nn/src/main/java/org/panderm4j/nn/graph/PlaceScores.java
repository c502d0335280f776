package org.panderm4j.nn.graph;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.panderm4j.nn.tower.Attention;
import org.panderm4j.nn.tower.ParameterNames;
import org.panderm4j.nn.tower.Stem.JointStem;

/**
 * What the places of query and key add to the scores of attention, [1, h, n, n] (OFA, Wang et al. 2022; untied positions, Ke et
 * al. 2021): products of position vectors, the same in every block, and for two places of the picture or two of the text a
 * learned number of the block's for their distance.
 */
final class PlaceScores {
    /** The scores of absolute positions among the graph's variables. */
    private static final String ABSOLUTE = "place_scores";

    private final JointStem stem;
    private final Attention attention;

    PlaceScores(JointStem stem, Attention attention) {
        this.stem = stem;
        this.attention = attention;
    }

    /**
     * Computes the scores of absolute positions, once for all blocks.
     *
     * @param places [t] int32, positions of the text's tokens
     * @param parameters of the tower
     */
    void declareAbsolute(SDVariable places, Parameters parameters) {
        SameDiff graph = places.getSameDiff();
        SDVariable positions = graph.concat(0, imagePositions(graph, parameters), textPositions(places, parameters));
        SDVariable query =
                heads(positions, ParameterNames.POSITION_QUERY, parameters).mul(attention.scale()); // [h, n, c]
        SDVariable key = heads(positions, ParameterNames.POSITION_KEY, parameters);
        graph.expandDims(ABSOLUTE, graph.mmul(query, key, false, true, false), 0); // [1, h, n, n]
    }

    /**
     * All that is added in one block.
     *
     * @param graph has the absolute scores
     * @param parameters of the block
     * @return [1, h, n, n]
     */
    SDVariable of(SameDiff graph, Parameters parameters) {
        int heads = attention.heads();
        SDVariable image = parameters.get(ParameterNames.IMAGE_DISTANCES, stem.imageDistances(), heads);
        SDVariable text = parameters.get(ParameterNames.TOKEN_DISTANCES, stem.tokenDistances(), heads);
        SDVariable none = graph.constant(Nd4j.zeros(DataType.FLOAT, 1, heads));
        SDVariable table = graph.permute(graph.concat(0, image, text, none), 1, 0); // [h, distances]
        // Wrong gradient, as ND4J's of gather always is: tables of distances cannot be trained by this graph.
        SDVariable relative = graph.gather(table, graph.getVariable(TowerGraph.DISTANCES), 1); // [h, n, n]
        return graph.getVariable(ABSOLUTE).add(graph.expandDims(relative, 0));
    }

    /** Vectors of the grid's places, [gy gx, d]: the corner of a table for the largest grid. */
    private SDVariable imagePositions(SameDiff graph, Parameters parameters) {
        int bucket = stem.imageBucket();
        int d = stem.width();
        SDVariable table = parameters.get(ParameterNames.IMAGE_POSITIONS, (long) bucket * bucket + 1, d);
        SDVariable places = graph.reshape(Layers.slice(table, 2, 0, 1, -1), bucket, bucket, d);
        SDVariable rows = Layers.slice(places, 3, 0, 0, stem.grid()); // [gy, bucket, d]
        SDVariable corner = graph.reshape(Layers.slice(rows, 3, 1, 0, stem.grid()), -1, d);
        return Style.PLAIN.layerNorm(corner, parameters, ParameterNames.IMAGE_POSITION_NORM, d, stem.eps());
    }

    /** [t, d]. */
    private SDVariable textPositions(SDVariable places, Parameters parameters) {
        SDVariable table = parameters.get(ParameterNames.POSITIONS, stem.positions(), stem.width());
        SDVariable rows = places.getSameDiff().gather(table, places, 0);
        return Style.PLAIN.layerNorm(rows, parameters, ParameterNames.POSITION_NORM, stem.width(), stem.eps());
    }

    /** A linear layer taken apart into heads, [h, n, c]. */
    private SDVariable heads(SDVariable positions, String name, Parameters parameters) {
        SameDiff graph = positions.getSameDiff();
        int d = stem.width();
        SDVariable y = Layers.linear(positions, parameters, name, d, d, true); // [n, d]
        int c = d / attention.heads();
        return graph.permute(graph.reshape(y, -1, attention.heads(), c), 1, 0, 2);
    }
}
