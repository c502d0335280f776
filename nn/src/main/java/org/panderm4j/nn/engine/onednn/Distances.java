package org.panderm4j.nn.engine.onednn;

import java.nio.FloatBuffer;

/** Adds what a block has learned of distances to the scores of absolute positions. */
final class Distances implements Step {
    private final DistanceTable table;
    private final int[][] rows;
    private final Location absolute;
    private final Location places;

    /**
     * @param rows of the table for each query and key, [n][n]
     * @param absolute [heads, n, n] float32, read
     * @param places likewise, written
     */
    Distances(DistanceTable table, int[][] rows, Location absolute, Location places) {
        this.table = table;
        this.rows = rows;
        this.absolute = absolute;
        this.places = places;
    }

    @Override
    public void run(Call call) {
        int n = rows.length;
        float[] values = new float[n];
        long count = (long) table.byHead().length * n * n;
        FloatBuffer source = call.floats(absolute, count);
        FloatBuffer target = call.floats(places, count);
        for (float[] learned : table.byHead()) {
            for (int[] row : rows) {
                source.get(values);
                for (int key = 0; key < n; key++) {
                    values[key] += learned[row[key]];
                }
                target.put(values);
            }
        }
    }
}
