package org.panderm4j.nn.engine.cuda;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.nn.engine.cuda.Parameters.Kind;
import org.panderm4j.nn.graph.PlaceDistances;
import org.panderm4j.nn.tower.ParameterNames;
import org.panderm4j.nn.tower.Stem.JointStem;

/** Vectors of the places of a picture's grid and of a text, and what makes scores of them (untied positions, Ke et al. 2021). */
final class PlaceWeights {
    private final JointStem stem;
    private final Memory memory;
    private final long image;
    private final long text;
    private final NormWeights imageNorm;
    private final NormWeights textNorm;
    private final Linear query;
    private final Linear key;
    /** Which distance belongs to each pair of places, by the length of the text. */
    private final Map<Integer, Long> rows = new HashMap<>();

    /**
     * @param scale of the scores, which goes into the queries
     */
    PlaceWeights(JointStem stem, double scale, Parameters own) {
        this.stem = stem;
        this.memory = own.memory();
        int d = stem.width();
        image = own.upload(Element.F32, "places of a picture", grid(stem, own));
        text = own.table(ParameterNames.POSITIONS, stem.positions(), d);
        imageNorm = own.norm(ParameterNames.IMAGE_POSITION_NORM, d);
        textNorm = own.norm(ParameterNames.POSITION_NORM, d);
        query = query(stem, scale, own);
        key = own.linear(ParameterNames.POSITION_KEY, d, d, true, Kind.EXACT);
    }

    /** The grid is a corner of a table for the largest grid, whose first row stands for no place. */
    private static float[] grid(JointStem stem, Parameters own) {
        int d = stem.width();
        int bucket = stem.imageBucket();
        float[] table = own.values(ParameterNames.IMAGE_POSITIONS, (long) bucket * bucket + 1, d);
        float[] corner = new float[stem.imageTokens() * d];
        for (int place = 0; place < stem.imageTokens(); place++) {
            int row = 1 + place / stem.grid() * bucket + place % stem.grid();
            System.arraycopy(table, row * d, corner, place * d, d);
        }
        return corner;
    }

    private static Linear query(JointStem stem, double scale, Parameters own) {
        int d = stem.width();
        float[] factors = new float[d * d];
        Arrays.fill(factors, (float) scale);
        float[] bias =
                Parameters.product(own.values(ParameterNames.POSITION_QUERY + ".bias", d), Arrays.copyOf(factors, d));
        float[] matrix = Parameters.product(own.values(ParameterNames.POSITION_QUERY + ".weight", d, d), factors);
        return own.linear(ParameterNames.POSITION_QUERY, Kind.EXACT, matrix, Optional.of(bias), d);
    }

    /** [grid places, d], unnormed. */
    long image() {
        return image;
    }

    /** [positions, d], unnormed. */
    long text() {
        return text;
    }

    NormWeights imageNorm() {
        return imageNorm;
    }

    NormWeights textNorm() {
        return textNorm;
    }

    Linear query() {
        return query;
    }

    Linear key() {
        return key;
    }

    /** The row of a block's distances for each query and key, [n, n] int32. */
    long rows(int length) {
        return rows.computeIfAbsent(length, any -> {
            int[] all = Arrays.stream(new PlaceDistances(stem, length).rows())
                    .flatMapToInt(Arrays::stream)
                    .toArray();
            return Parameters.upload(memory, "distances", all);
        });
    }
}
