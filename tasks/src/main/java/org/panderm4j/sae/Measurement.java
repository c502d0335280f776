package org.panderm4j.sae;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.panderm4j.nn.sae.SaeNetwork;
import org.panderm4j.run.ProgressReport;

/**
 * What an autoencoder makes of rows, as it is in use.
 *
 * @param l1 mean over rows of the sum of activations
 * @param l2 mean over rows and columns of the squared difference between row and reconstruction
 * @param explained share of the rows' variance that the reconstruction tells of; NaN where all rows are alike
 * @param firing in how many rows each feature is active
 */
record Measurement(double l1, double l2, double explained, Firing firing) {
    /**
     * Measures.
     *
     * @param batches finite rows, as wide as the network takes them
     */
    static Measurement of(SaeNetwork network, RowBatches batches, ProgressReport.Step progress) throws IOException {
        int m = network.design().features();
        FloatBuffer learned = ReadAhead.direct(Math.multiplyExact(batches.batch(), m));
        FloatBuffer reconstructed = ReadAhead.direct(Math.multiplyExact(batches.batch(), batches.width()));
        Firing firing = new Firing(m);
        RowVariance spread = new RowVariance(batches.width());
        double l1 = 0;
        double l2 = 0;
        long done = 0;
        try (ReadAhead ahead = batches.open()) {
            for (int number = 0; number < batches.count(); number++) {
                int rows = batches.size(number);
                FloatBuffer x = ahead.get(number, number + 1 < batches.count() ? number + 1 : -1);
                network.apply(x, rows, learned.clear(), reconstructed.clear());
                l1 += firing.add(learned, rows);
                l2 += squaredDifference(x, reconstructed, rows, spread);
                done += rows;
                progress.reach(done);
            }
        }
        l1 /= done;
        l2 /= done * batches.width();
        return new Measurement(l1, l2, spread.explained(l2), firing);
    }

    /** Also adds the rows to the spread. */
    private static double squaredDifference(FloatBuffer x, FloatBuffer reconstructed, int rows, RowVariance spread) {
        float[] row = new float[spread.width()];
        float[] again = new float[spread.width()];
        double sum = 0;
        for (int i = 0; i < rows; i++) {
            x.get(i * row.length, row);
            reconstructed.get(i * row.length, again);
            spread.add(row);
            for (int k = 0; k < row.length; k++) {
                double difference = (double) row[k] - again[k];
                sum += difference * difference;
            }
        }
        return sum;
    }

    /**
     * By name, as in {@code metrics.jsonl}.
     *
     * @param lambda of the L1 penalty
     */
    Map<String, Double> figures(double lambda) {
        Map<String, Double> figures = new LinkedHashMap<>();
        int alive = firing.active();
        figures.put("loss", lambda * l1 + l2);
        figures.put("l1", l1);
        figures.put("penalty", lambda * l1);
        figures.put("l2", l2);
        figures.put("l0", firing.l0());
        figures.put("dead", (double) firing.features() - alive);
        figures.put("alive", (double) alive);
        figures.put("explained_variance", explained);
        return figures;
    }
}
