package org.panderm4j.nn.engine.onednn;

import java.util.ArrayList;
import java.util.List;
import org.panderm4j.nn.graph.RotaryTable;
import org.panderm4j.nn.tower.Attention;
import org.panderm4j.nn.tower.Attention.Place;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.Positions;
import org.panderm4j.nn.tower.Stem.PatchStem;

/**
 * Compiles attention: heads are views into the matrix of queries, keys and values, and only as many sequences are scored at a
 * time as keeps their scores in the processor's cache.
 */
final class AttentionCompiler {
    private final Scope scope;
    private final ScoreTerms terms;

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
                Tile tile = new Tile(segment, from, Math.min(most, segment.count() - from), row);
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

    /**
     * Sequences that are scored together.
     *
     * @param segment they belong to
     * @param from the first of them, counted in the segment
     * @param count of them
     * @param row of the segment's first token
     */
    record Tile(Segment segment, int from, int count, long row) {
        long firstRow() {
            return row + (long) from * segment.length();
        }
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
        View qkv = scope.matrix("qkv", width);
        if (block.attention().place() != Place.ROTARY) {
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
        scope.operations().copy(exact, qkv);
        return qkv;
    }

    private Rotation rotation(View qkv, Block block) {
        PatchStem stem = (PatchStem) scope.tower().stem();
        double base = ((Positions.Rotary) stem.positions()).base();
        Form form = scope.form();
        RotaryTable table = new RotaryTable(base, form.gridRows(), form.gridColumns());
        return new Rotation(
                qkv.location(),
                form.tokens(),
                scope.width(),
                table.cosines(block.headWidth(), stem.leading()),
                table.sines(block.headWidth(), stem.leading()),
                block.headWidth());
    }

    private void attend(Block block, View qkv, View mixed, Tile tile) {
        long n = tile.segment().length();
        int heads = block.attention().heads();
        long[] square = {tile.count(), heads, n, n};
        List<View> added = terms.of(block.attention(), tile);
        View scores = scope.program().shared("scores", Layout.dense(Format.F32, square));
        View shares = scope.arithmetic().format() == Format.F32
                ? scores
                : scope.program()
                        .shared("shares", Layout.dense(scope.arithmetic().format(), square));
        Operations operations = scope.operations();
        operations.multiply(heads(qkv, block, tile, 0, false), heads(qkv, block, tile, 1, true), scores, added);
        operations.softmax(scores, shares);
        operations.multiply(shares, heads(qkv, block, tile, 2, false), output(mixed, block, tile), new ArrayList<>());
    }

    /** Queries (0), keys (1) or values (2) of a tile, [count, heads, n, c], or with the last two axes exchanged. */
    private static View heads(View qkv, Block block, Tile tile, int which, boolean transposed) {
        long d = block.width();
        long n = tile.segment().length();
        long c = block.headWidth();
        Format format = qkv.layout().format();
        long[] dims = {tile.count(), block.attention().heads(), transposed ? c : n, transposed ? n : c};
        Layout layout = transposed
                ? Layout.strided(format, dims, n * 3 * d, c, 1, 3 * d)
                : Layout.strided(format, dims, n * 3 * d, c, 3 * d, 1);
        return new View(qkv.location().plus((tile.firstRow() * 3 * d + which * d) * format.bytes), layout);
    }

    private static View output(View mixed, Block block, Tile tile) {
        long d = block.width();
        long n = tile.segment().length();
        long c = block.headWidth();
        Format format = mixed.layout().format();
        long[] dims = {tile.count(), block.attention().heads(), n, c};
        return new View(
                mixed.location().plus(tile.firstRow() * d * format.bytes),
                Layout.strided(format, dims, n * d, c, d, 1));
    }
}
