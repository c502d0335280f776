package org.panderm4j.nn.engine.onednn;

import org.panderm4j.nn.tower.Block;

/** Views of the heads into the matrices that hold them beside each other. */
final class Heads {
    private Heads() {}

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

    /** Rows of scores that are computed together: of every sequence of a tile, {@code count} from {@code from}. */
    record Queries(Tile tile, int from, int count) {}

    /** [count, heads, queries, c]. */
    static View queries(View qkv, Block block, Queries queries) {
        return heads(qkv, 3L * block.width(), block, queries);
    }

    /** [count, heads, c, n]. */
    static View keys(View qkv, Block block, Tile tile) {
        long row = 3L * block.width();
        long n = tile.segment().length();
        long c = block.headWidth();
        Layout layout = Layout.strided(
                qkv.layout().format(),
                new long[] {tile.count(), block.attention().heads(), c, n},
                n * row,
                c,
                1,
                row);
        return new View(at(qkv, tile.firstRow() * row + block.width()), layout);
    }

    /** [count, heads, n, c]. */
    static View values(View qkv, Block block, Tile tile) {
        long row = 3L * block.width();
        Queries all = new Queries(tile, 0, tile.segment().length());
        View heads = heads(qkv, row, block, all);
        return new View(at(heads, 2L * block.width()), heads.layout());
    }

    /** [count, heads, queries, c]. */
    static View output(View mixed, Block block, Queries queries) {
        return heads(mixed, block.width(), block, queries);
    }

    /** The heads in the first d columns of a matrix whose rows are {@code row} values long. */
    private static View heads(View matrix, long row, Block block, Queries queries) {
        Tile tile = queries.tile();
        long c = block.headWidth();
        Layout layout = Layout.strided(
                matrix.layout().format(),
                new long[] {tile.count(), block.attention().heads(), queries.count(), c},
                tile.segment().length() * row,
                c,
                row,
                1);
        return new View(at(matrix, (tile.firstRow() + queries.from()) * row), layout);
    }

    private static Location at(View matrix, long value) {
        return matrix.location().plus(value * matrix.layout().format().bytes);
    }
}
