package org.panderm4j.nn.engine.onednn;

import java.util.ArrayList;
import java.util.List;
import org.panderm4j.nn.tower.Attention;
import org.panderm4j.nn.tower.Attention.Place;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.Stem.PatchStem;

/**
 * Compiles attention: heads are views into the matrix of queries, keys and values, and only as many sequences are scored at a
 * time as keeps their scores in the processor's cache.
 */
final class AttentionCompiler {
    private final Scope scope;
    private final ScoreTerms terms;
    /** The same for all blocks, made by the first one that rotates. */
    private Rotation.Angles angles;

    AttentionCompiler(Scope scope, ScoreTerms terms) {
        this.scope = scope;
        this.terms = terms;
    }

    /**
     * Everything before the output projection.
     *
     * @param input [tokens, d]
     * @return the heads' results beside each other, [tokens, d]
     */
    View mix(Block block, BlockWeights weights, View input) {
        View qkv = project(block, weights, input); // [tokens, 3d]
        terms.begin(block.attention(), weights);
        return mix(block, qkv);
    }

    /**
     * Everything between the projections.
     *
     * @param qkv [tokens, 3d]; the scale of the scores is in the queries already
     * @return the heads' results beside each other, [tokens, d]
     */
    View mix(Block block, View qkv) {
        View mixed = scope.matrix("mixed", scope.width());
        long row = 0;
        for (Segment segment : scope.form().segments()) {
            if (segment.length() == 1) {
                copyValues(qkv, mixed, segment, row);
                row += segment.tokens();
                continue;
            }
            int most = sequencesAtATime(block.attention(), segment);
            for (int from = 0; from < segment.count(); from += most) {
                Heads.Tile tile = new Heads.Tile(segment, from, Math.min(most, segment.count() - from), row);
                attend(block, qkv, mixed, tile);
            }
            row += segment.tokens();
        }
        return mixed;
    }

    /** A token alone takes all of its own value; the library's products of one by one are wrong for strided heads. */
    private void copyValues(View qkv, View mixed, Segment segment, long row) {
        long d = scope.width();
        long[] dims = {segment.count(), d};
        Format format = qkv.layout().format();
        View values =
                new View(qkv.location().plus((row * 3 + 2) * d * format.bytes), Layout.strided(format, dims, 3 * d, 1));
        scope.operations().copy(values, mixed.rows(row, segment.count()));
    }

    /** One, where something is added to the scores that is there once for all sequences. */
    private int sequencesAtATime(Attention attention, Segment segment) {
        if (attention.place() == Place.RELATIVE) {
            return 1;
        }
        long bytes = (long) attention.heads() * segment.length() * segment.length() * Float.BYTES;
        return (int) Math.max(1, Math.min(segment.count(), scope.tuning().scoreBytes() / bytes));
    }

    private View project(Block block, BlockWeights weights, View input) {
        long width = 3L * scope.width();
        if (block.attention().place() != Place.ROTARY) {
            View qkv = scope.matrix("qkv", width);
            scope.linears().apply(input, weights.qkv(), qkv);
            return qkv;
        }
        View exact = scope.program()
                .shared("rotated", Layout.dense(Format.F32, scope.form().tokens(), width));
        scope.linears().apply(input, weights.qkv(), exact);
        scope.program().add(rotation(exact, block));
        if (scope.arithmetic().format() == Format.F32) {
            return exact;
        }
        View qkv = scope.matrix("qkv", width);
        scope.operations().copy(exact, qkv);
        return qkv;
    }

    private Rotation rotation(View qkv, Block block) {
        if (angles == null) {
            angles = Rotation.Angles.of((PatchStem) scope.tower().stem(), scope.form(), block.headWidth());
        }
        return new Rotation(qkv.location(), scope.form().tokens(), scope.width(), angles);
    }

    private void attend(Block block, View qkv, View mixed, Heads.Tile tile) {
        int n = tile.segment().length();
        List<View> added = terms.of(block.attention(), tile);
        int most = added.isEmpty() && tile.count() == 1
                ? queriesAtATime(block.attention().heads(), n)
                : n;
        for (int from = 0; from < n; from += most) {
            attend(block, qkv, mixed, new Heads.Queries(tile, from, Math.min(most, n - from)), added);
        }
    }

    /** All, unless the scores of one very long sequence would fill the memory. */
    private int queriesAtATime(long heads, int n) {
        return (int) Math.max(1, Math.min(n, scope.tuning().sequenceBytes() / (heads * n * Float.BYTES)));
    }

    private void attend(Block block, View qkv, View mixed, Heads.Queries queries, List<View> added) {
        Heads.Tile tile = queries.tile();
        long[] form = {
            tile.count(),
            block.attention().heads(),
            queries.count(),
            tile.segment().length()
        };
        View scores = scope.program().shared("scores", Layout.dense(Format.F32, form));
        View shares = scope.arithmetic().format() == Format.F32
                ? scores
                : scope.program()
                        .shared("shares", Layout.dense(scope.arithmetic().format(), form));
        Operations operations = scope.operations();
        operations.multiply(Heads.queries(qkv, block, queries), Heads.keys(qkv, block, tile), scores, added);
        operations.softmax(scores, shares);
        operations.multiply(
                shares, Heads.values(qkv, block, tile), Heads.output(mixed, block, queries), new ArrayList<>());
    }
}
