package org.panderm4j.sae;

import java.nio.FloatBuffer;
import java.util.Arrays;

/** In how many rows each feature was active. */
final class Firing {
    private final long[] counts;
    private final float[] row;
    private long active;
    private long rows;

    Firing(int features) {
        counts = new long[features];
        row = new float[features];
    }

    /**
     * Counts.
     *
     * @param learned activations [rows, m] from position 0, none negative
     * @return sum of all of them
     */
    double add(FloatBuffer learned, int more) {
        double sum = 0;
        for (int i = 0; i < more; i++) {
            learned.get(i * row.length, row);
            for (int j = 0; j < row.length; j++) {
                if (row[j] > 0) {
                    counts[j]++;
                    active++;
                    sum += row[j];
                }
            }
        }
        rows += more;
        return sum;
    }

    int features() {
        return counts.length;
    }

    /** Rows in which each feature was active, [m]. */
    long[] counts() {
        return counts.clone();
    }

    /** Features that were active in any row. */
    int active() {
        return (int) Arrays.stream(counts).filter(count -> count > 0).count();
    }

    /** Mean number of active features of a row. */
    double l0() {
        return (double) active / rows;
    }

    /** Share of the rows in which each feature was active, [m]. */
    double[] densities() {
        return Arrays.stream(counts).mapToDouble(count -> (double) count / rows).toArray();
    }
}
