package org.panderm4j.nn.engine.onednn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.panderm4j.nn.graph.PlaceDistances;
import org.panderm4j.nn.tower.Attention;
import org.panderm4j.nn.tower.Attention.Mask;
import org.panderm4j.nn.tower.Stem.JointStem;

/** What is added to the scores of attention: masks, filled once a run, and what relative places add, filled for each block. */
final class ScoreTerms {
    private final Scope scope;
    private final Map<Object, View> masks = new HashMap<>();
    /** The same for all blocks, made by the first one with relative places. */
    private int[][] rows;

    ScoreTerms(Scope scope) {
        this.scope = scope;
    }

    /** To be called before the scores of a block are computed: its distances. */
    void begin(Attention attention, BlockWeights weights) {
        if (weights.distances().isPresent()) {
            scope.program()
                    .add(new Distances(
                            weights.distances().get(),
                            rows(),
                            absolute(attention).location(),
                            places(attention).location()));
        }
    }

    private int[][] rows() {
        if (rows == null) {
            JointStem stem = (JointStem) scope.tower().stem();
            rows = new PlaceDistances(stem, length() - stem.imageTokens()).rows();
        }
        return rows;
    }

    /** Sums of the scores of absolute positions and of distances, [1, heads, n, n]; the same for every sequence. */
    private View places(Attention attention) {
        return scope.program().shared("places", square(1, attention.heads(), length()));
    }

    /** Scores of absolute positions, [1, heads, n, n], as {@link JointStemCompiler} computes them. */
    View absolute(Attention attention) {
        return scope.program().shared("absolute places", square(1, attention.heads(), length()));
    }

    private int length() {
        return scope.form().segments().get(0).length();
    }

    static Layout square(long count, long heads, long n) {
        return Layout.dense(Format.F32, count, heads, n, n);
    }

    /** The arrays that are added to a tile's scores, each of the scores' own form. */
    List<View> of(Attention attention, Heads.Tile tile) {
        List<View> terms = new ArrayList<>();
        if (attention.place() == Attention.Place.RELATIVE) {
            terms.add(places(attention));
        }
        if (attention.mask() == Mask.CAUSAL) {
            terms.add(causal(attention.heads(), tile));
        }
        if (attention.mask() == Mask.PADDING && tile.segment().holes()) {
            terms.add(padding(attention.heads(), tile));
        }
        return terms;
    }

    private record CausalKey(int heads, int count, int length) {}

    private View causal(int heads, Heads.Tile tile) {
        int n = tile.segment().length();
        return masks.computeIfAbsent(new CausalKey(heads, tile.count(), n), any -> {
            View mask = scope.program().scratch(square(tile.count(), heads, n));
            scope.program().add(Masks.causal(mask.location(), tile.count() * heads, n));
            return mask;
        });
    }

    private record PaddingKey(int heads, long row) {}

    private View padding(int heads, Heads.Tile tile) {
        Segment segment = tile.segment();
        long n = segment.length();
        View all = masks.computeIfAbsent(new PaddingKey(heads, tile.row()), any -> {
            View mask = scope.program().scratch(square(segment.count(), heads, n));
            int first = scope.form().sequencesBefore(tile.row());
            scope.program().add(Masks.padding(mask.location(), scope.tower().stem(), segment, first, heads));
            return mask;
        });
        return new View(
                all.location().plus((long) tile.from() * heads * n * n * Float.BYTES), square(tile.count(), heads, n));
    }
}
