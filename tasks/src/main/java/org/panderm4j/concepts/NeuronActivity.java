package org.panderm4j.concepts;

import java.io.IOException;
import java.util.Arrays;
import org.panderm4j.nn.linear.SparseRows;
import org.panderm4j.run.ProgressReport;

/** How often each feature is active in some rows, and how much in all. */
public final class NeuronActivity {
    private final long[] fired;
    private final double[] sums;
    private long rows;

    /** @param features m */
    public NeuronActivity(int features) {
        this.fired = new long[features];
        this.sums = new double[features];
    }

    /** Of all rows of a file. */
    public static NeuronActivity of(ActivationRows activations, ProgressReport progress) throws IOException {
        NeuronActivity activity = new NeuronActivity(activations.features());
        activations.read((number, row) -> activity.add(row), progress);
        return activity;
    }

    /** Of all rows. */
    public static NeuronActivity of(SparseRows rows) {
        NeuronActivity activity = new NeuronActivity(rows.width());
        for (int row = 0; row < rows.rows(); row++) {
            activity.add(rows.row(row));
        }
        return activity;
    }

    /** Adds a row, [m]. */
    public void add(float[] row) {
        for (int j = 0; j < fired.length; j++) {
            if (row[j] > 0) {
                fired[j]++;
            }
            sums[j] += row[j];
        }
        rows++;
    }

    public long rows() {
        return rows;
    }

    /** Share of rows in which a feature is active, from 0 to 1. */
    public double rate(int feature) {
        return rows == 0 ? 0 : (double) fired[feature] / rows;
    }

    /** Mean activation of every feature, [m]; NaN without rows. */
    public double[] means() {
        return Arrays.stream(sums).map(sum -> sum / rows).toArray();
    }

    /** Whether its activations sum up to more than 0. */
    public boolean isAlive(int feature) {
        return sums[feature] > 0;
    }

    /** For every feature, [m]. */
    public boolean[] alive() {
        boolean[] alive = new boolean[sums.length];
        for (int j = 0; j < alive.length; j++) {
            alive[j] = isAlive(j);
        }
        return alive;
    }
}
