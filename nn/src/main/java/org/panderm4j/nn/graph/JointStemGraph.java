package org.panderm4j.nn.graph;

import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.panderm4j.nn.tower.ParameterNames;
import org.panderm4j.nn.tower.Stem.JointStem;

/** The stem over a picture and a text (OFA, Wang et al. 2022): a matrix of tokens [b n, d], n = gy gx + t. */
final class JointStemGraph {
    private static final int TEXT_TYPE = 0;
    private static final int IMAGE_TYPE = 1;

    private final JointStem stem;
    private final Parameters parameters;

    JointStemGraph(JointStem stem, Parameters parameters) {
        this.stem = stem;
        this.parameters = parameters;
    }

    /**
     * Image tokens, then text tokens; those of padding are 0.
     *
     * @param features of the network, [b, channels, gy, gx]
     * @param ids [b t] int32 token ids
     * @return [b n, d]
     */
    SDVariable sequence(SDVariable features, SDVariable ids, Sequences sequences) {
        SameDiff graph = features.getSameDiff();
        int d = stem.width();
        SDVariable image = graph.reshape(image(features), -1, stem.imageTokens(), d); // [b, gy gx, d]
        SDVariable text = sequences.split(text(ids), TowerGraph.TEXT_SIZES, d); // [b, t, d]
        return graph.reshape(graph.concat(1, image, text), -1, d).mul(sequences.mask());
    }

    /** [b gy gx, d], row by row. */
    private SDVariable image(SDVariable features) {
        SameDiff graph = features.getSameDiff();
        int channels = stem.network().output();
        SDVariable rows = graph.reshape(graph.permute(features, 0, 2, 3, 1), -1, channels); // [b gy gx, channels]
        SDVariable x = Layers.linear(rows, parameters, ParameterNames.IMAGE_PROJECTION, channels, stem.width(), true);
        return norm(x.add(type(IMAGE_TYPE)), ParameterNames.IMAGE_NORM);
    }

    /** [b t, d]. Its gradient for the token table is wrong, as ND4J's of {@code gather} always is. */
    private SDVariable text(SDVariable ids) {
        SDVariable table = parameters.get(ParameterNames.TOKENS, stem.vocabulary(), stem.width());
        SDVariable x = ids.getSameDiff().gather(table, ids, 0);
        return norm(x.add(type(TEXT_TYPE)), ParameterNames.STEM_NORM);
    }

    /** [d]. */
    private SDVariable type(int row) {
        return parameters.get(ParameterNames.TYPES, 2, stem.width()).get(SDIndex.point(row), SDIndex.all());
    }

    private SDVariable norm(SDVariable x, String name) {
        return Style.PLAIN.layerNorm(x, parameters, name, stem.width(), stem.eps());
    }
}
