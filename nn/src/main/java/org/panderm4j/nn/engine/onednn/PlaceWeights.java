package org.panderm4j.nn.engine.onednn;

import java.util.Arrays;
import java.util.Optional;
import org.panderm4j.nn.tower.ParameterNames;
import org.panderm4j.nn.tower.Stem.JointStem;

/**
 * Vectors of the places of a picture's grid and of a text, and what makes scores of them (untied positions, Ke et al. 2021).
 *
 * @param vectors [grid places + longest text, d], unnormed
 * @param imageNorm over those of the grid
 * @param textNorm over those of the text
 * @param query linear, scaled as the scores are
 * @param key linear
 */
record PlaceWeights(View vectors, NormWeights imageNorm, NormWeights textNorm, PackedLinear query, PackedLinear key) {

    static PlaceWeights read(JointStem stem, double scale, Parameters own) {
        long d = stem.width();
        return new PlaceWeights(
                vectors(stem, own),
                own.norm(ParameterNames.IMAGE_POSITION_NORM, d),
                own.norm(ParameterNames.POSITION_NORM, d),
                query(stem, scale, own),
                own.linear(ParameterNames.POSITION_KEY, d, d, true, Arithmetic.EXACT));
    }

    /** The grid is a corner of a table for the largest grid, whose first row stands for no place. */
    private static View vectors(JointStem stem, Parameters own) {
        int d = stem.width();
        int bucket = stem.imageBucket();
        float[] image = own.values(ParameterNames.IMAGE_POSITIONS, (long) bucket * bucket + 1, d);
        float[] text = own.values(ParameterNames.POSITIONS, stem.positions(), d);
        float[] all = new float[(stem.imageTokens() + stem.longestText()) * d];
        for (int place = 0; place < stem.imageTokens(); place++) {
            int row = 1 + place / stem.grid() * bucket + place % stem.grid();
            System.arraycopy(image, row * d, all, place * d, d);
        }
        System.arraycopy(text, 0, all, stem.imageTokens() * d, stem.longestText() * d);
        return new View(own.vector(all).location(), Layout.dense(Format.F32, all.length / d, d));
    }

    private static PackedLinear query(JointStem stem, double scale, Parameters own) {
        int d = stem.width();
        float[] factors = new float[d];
        Arrays.fill(factors, (float) scale);
        float[] bias = Parameters.product(own.values(ParameterNames.POSITION_QUERY + ".bias", d), factors);
        try (Matrix matrix = own.matrix(ParameterNames.POSITION_QUERY + ".weight", d, d)) {
            matrix.scaleOutputs(factors);
            return own.pack(matrix.view(), Optional.of(bias), Arithmetic.EXACT);
        }
    }
}
