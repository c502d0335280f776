package org.panderm4j.nn.graph;

import java.util.Optional;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.panderm4j.nn.tower.Norm;
import org.panderm4j.nn.tower.ParameterNames;
import org.panderm4j.nn.tower.Positions;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;

/** The stems: pictures or token ids to a matrix of tokens [b n, d]. */
final class StemGraph {
    private StemGraph() {}

    /**
     * Patch vectors before anything is added: a convolution whose stride is its kernel, written as a product.
     *
     * @param pixels [b, 3, H, W]
     * @param cut [b, 3, gy, p, gx, p] as int64
     * @return [b gy gx, d], patches row by row
     */
    static SDVariable patches(SDVariable pixels, SDVariable cut, PatchStem stem, Parameters parameters) {
        SameDiff graph = pixels.getSameDiff();
        SDVariable patches = graph.reshape(pixels, cut); // [b, 3, gy, p, gx, p]
        SDVariable rows =
                graph.reshape(graph.permute(patches, 0, 2, 4, 1, 3, 5), -1, stem.patchValues()); // [b gy gx, 3 p p]
        return Layers.linear(rows, parameters, ParameterNames.PATCH, stem.patchValues(), stem.width(), stem.bias());
    }

    /**
     * Class token and registers in front, positions added, as far as the stem has them.
     *
     * @param patches [b, gy gx, d]
     * @param ones [b, 1], all 1: a product with it repeats a token, and its gradient is exact, unlike gather's
     * @return [b, n, d] with n = 1 + registers + gy gx
     */
    static SDVariable sequence(SDVariable patches, SDVariable ones, PatchStem stem, Parameters parameters) {
        SameDiff graph = patches.getSameDiff();
        int d = stem.width();
        SDVariable tokens = graph.concat(
                1,
                leading(ones, ParameterNames.CLASS_TOKEN, 1, d, parameters),
                withRegisters(patches, ones, stem, parameters));
        if (stem.positions() instanceof Positions.Table) {
            int n = stem.tokens();
            tokens = tokens.add(graph.reshape(parameters.get(ParameterNames.POSITIONS, n, d), 1, n, d));
        }
        return tokens;
    }

    private static SDVariable withRegisters(
            SDVariable patches, SDVariable ones, PatchStem stem, Parameters parameters) {
        return stem.registers() == 0
                ? patches
                : patches.getSameDiff()
                        .concat(
                                1,
                                leading(ones, ParameterNames.REGISTERS, stem.registers(), stem.width(), parameters),
                                patches);
    }

    /** A parameter [k, d] for each picture, [b, k, d]. */
    private static SDVariable leading(SDVariable ones, String name, int k, int d, Parameters parameters) {
        SameDiff graph = ones.getSameDiff();
        SDVariable row = graph.reshape(parameters.get(name, k, d), 1, (long) k * d);
        return graph.reshape(graph.mmul(ones, row), -1, k, d);
    }

    /**
     * Sum of the tables' rows, normalised where the stem has a norm.
     *
     * @param ids [b n] int32 token ids
     * @param places [b n] int32 positions, 0 to n-1 for each text
     * @return [b n, d]
     */
    static SDVariable words(SDVariable ids, SDVariable places, TokenStem stem, Parameters parameters, Style style) {
        SameDiff graph = ids.getSameDiff();
        int d = stem.width();
        SDVariable sum = graph.gather(parameters.get(ParameterNames.TOKENS, stem.vocabulary(), d), ids, 0);
        if (stem.types() > 0) {
            SDVariable type =
                    parameters.get(ParameterNames.TYPES, stem.types(), d).get(SDIndex.point(0), SDIndex.all()); // [d]
            sum = sum.add(type);
        }
        sum = sum.add(graph.gather(parameters.get(ParameterNames.POSITIONS, stem.positions(), d), places, 0));
        return normalised(sum, stem.norm(), d, parameters, style);
    }

    /** The stem's norm over tokens [b n, d], if it has one. */
    static SDVariable normalised(SDVariable x, Optional<Norm> norm, int d, Parameters parameters, Style style) {
        return norm.isPresent()
                ? style.layerNorm(
                        x, parameters, ParameterNames.STEM_NORM, d, norm.get().eps())
                : x;
    }
}
