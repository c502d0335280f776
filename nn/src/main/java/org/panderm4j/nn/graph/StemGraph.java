package org.panderm4j.nn.graph;

import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.panderm4j.nn.tower.ParameterNames;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;

/** The stems: pictures or token ids to a matrix of tokens [b n, d]. */
final class StemGraph {
    private StemGraph() {}

    /**
     * Patch vectors before anything is added: a convolution whose stride is its kernel, written as a product.
     *
     * @param pixels [b, 3, image, image]
     * @return [b grid², d], patches row by row
     */
    static SDVariable patches(SDVariable pixels, PatchStem stem, Parameters parameters) {
        SameDiff graph = pixels.getSameDiff();
        int g = stem.grid();
        int p = stem.patch();
        SDVariable cut = graph.reshape(pixels, -1, 3, g, p, g, p); // [b, 3, gy, py, gx, px]
        SDVariable rows = graph.reshape(graph.permute(cut, 0, 2, 4, 1, 3, 5), -1, stem.patchValues()); // [b g g, 3 p p]
        SDVariable weight = parameters.get(ParameterNames.PATCH_WEIGHT, stem.width(), stem.patchValues());
        SDVariable y = Layers.matmul(rows, weight);
        return stem.bias() ? y.add(parameters.get(ParameterNames.PATCH_BIAS, stem.width())) : y;
    }

    /**
     * Class token in front, positions added.
     *
     * @param patches [b grid², d]
     * @param ones [b, 1], all 1: a product with it repeats the class token, and its gradient is exact, unlike gather's
     * @return [b n, d] with n = 1 + grid²
     */
    static SDVariable sequence(SDVariable patches, SDVariable ones, PatchStem stem, Parameters parameters) {
        SameDiff graph = patches.getSameDiff();
        int d = stem.width();
        int n = stem.tokens();
        SDVariable first = graph.mmul(ones, parameters.get(ParameterNames.CLASS_TOKEN, 1, d)); // [b, d]
        SDVariable tokens =
                graph.concat(1, graph.reshape(first, -1, 1, d), graph.reshape(patches, -1, n - 1, d)); // [b, n, d]
        SDVariable positions = graph.reshape(parameters.get(ParameterNames.POSITIONS, n, d), 1, n, d);
        return graph.reshape(tokens.add(positions), -1, d);
    }

    /**
     * Sum of the three tables' rows, normalised.
     *
     * @param ids [b n] int32 token ids
     * @param places [b n] int32 positions, 0 to n-1 for each text
     * @return [b n, d]
     */
    static SDVariable words(SDVariable ids, SDVariable places, TokenStem stem, Parameters parameters) {
        SameDiff graph = ids.getSameDiff();
        int d = stem.width();
        SDVariable word = graph.gather(parameters.get(ParameterNames.TOKENS, stem.vocabulary(), d), ids, 0);
        SDVariable place = graph.gather(parameters.get(ParameterNames.POSITIONS, stem.positions(), d), places, 0);
        SDVariable type =
                parameters.get(ParameterNames.TYPES, stem.types(), d).get(SDIndex.point(0), SDIndex.all()); // [d]
        return Layers.layerNorm(word.add(type).add(place), parameters, ParameterNames.STEM_NORM, d, stem.eps());
    }
}
