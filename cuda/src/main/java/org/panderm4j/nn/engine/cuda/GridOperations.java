package org.panderm4j.nn.engine.cuda;

import org.panderm4j.nn.engine.cuda.Kernel.Grid;

/** What residual networks and the stem over pictures and texts are made of, float32, each queued on the card's stream. */
final class GridOperations {
    private static final int THREADS = 256;

    private final Operations operations;

    GridOperations(Operations operations) {
        this.operations = operations;
    }

    /**
     * A convolution.
     *
     * @param x [b, side, side, in], or [b, in, side, side] where {@code byPlanes}
     * @param columns room for the rows that are multiplied
     * @param y [b, side / stride, side / stride, out]
     */
    void convolve(Convolution one, long x, boolean byPlanes, long columns, long y, long b) {
        int side = one.side();
        int to = one.outputSide();
        long rows = b * to * to;
        if (one.direct() && !byPlanes) {
            operations.linear(x, one.matrix(), y, rows);
            return;
        }
        int in = one.in();
        int k = one.matrix().in();
        launch(
                "columns_f32",
                rows * k,
                x,
                columns,
                rows,
                side,
                to,
                one.kernel(),
                one.stride(),
                in,
                k,
                (long) in * side * side,
                byPlanes ? side : in * side,
                byPlanes ? 1 : in,
                byPlanes ? side * side : 1);
        operations.linear(columns, one.matrix(), y, rows);
    }

    /**
     * The largest of 3 x 3, every second place.
     *
     * @param x [b, side, side, channels]
     */
    void largest(long x, long y, long b, int side, int channels) {
        long places = b * (side / 2) * (side / 2);
        launch("largest_f32", places * channels, x, y, places, side, channels);
    }

    /** y = max(0, x + y). */
    void addRelu(long x, long y, long values) {
        launch("add_relu_f32", values, x, y, values);
    }

    /** x = max(0, x). */
    void relu(long x, long values) {
        operations.relu(x, values);
    }

    /**
     * Channels apart from each other.
     *
     * @param x [b, places, channels]
     * @param y [b, channels, places]
     */
    void planes(long x, long y, long b, int places, int channels) {
        launch("planes_f32", b * places * channels, x, y, b * places * channels, places, channels);
    }

    /**
     * Tokens of pictures and texts behind each other.
     *
     * @param seen [b, image + text], 0 for tokens that become 0
     */
    void join(long pictures, long texts, long seen, long x, long tokens, int image, int text, int d) {
        launch("join_f32", tokens * d, pictures, texts, seen, x, tokens, image, text, d);
    }

    /** Products of places, [heads, n, n]; queries and keys are [n, heads, c]. */
    void placeScores(long queries, long keys, long scores, int n, int heads, int c) {
        launch("place_scores_f32", (long) heads * n * n, queries, keys, scores, n, heads, c);
    }

    /** Adds a block's distances to the scores of places. */
    void distances(long scores, Distances table, long rows, long added, int n) {
        launch(
                "distances_f32",
                (long) table.heads() * n * n,
                scores,
                table.values(),
                rows,
                added,
                n,
                table.heads(),
                table.count());
    }

    private void launch(String name, long pieces, Object... arguments) {
        operations.launch(Compiler.GRIDS, name, Grid.over(pieces, THREADS), arguments);
    }
}
