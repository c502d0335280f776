package org.panderm4j.nn.sae;

/**
 * How well an autoencoder gives rows back, as it is in use.
 *
 * @param l1 mean over the rows of the sum of activations
 * @param l2 mean over the rows and their inputs of the squared difference
 * @param l0 mean over the rows of the number of active features
 * @param explained variance: 1 less the sum of all squared differences over that of those between rows and their mean; NaN where all
 *     rows are alike
 */
public record SaeFit(double l1, double l2, double l0, double explained) {
    /** Runs over all rows once. */
    public static SaeFit of(SaeNetwork network, Rows rows) {
        int n = network.design().inputs();
        double[] sums = new double[n];
        double[] totals = new double[4]; // l1, squared differences, active, squares
        new Reconstruction(network, rows).run((x, learned, reconstructed) -> {
            for (float value : learned) {
                totals[0] += value;
                totals[2] += value > 0 ? 1 : 0;
            }
            totals[1] += Reconstruction.squaredDifference(x, reconstructed);
            for (int k = 0; k < n; k++) {
                sums[k] += x[k];
                totals[3] += (double) x[k] * x[k];
            }
        });
        int count = rows.count();
        double spread = totals[3];
        for (double sum : sums) {
            spread -= sum * sum / count;
        }
        return new SaeFit(
                totals[0] / count,
                totals[1] / count / n,
                totals[2] / count,
                ExplainedVariance.of(totals[1], spread, totals[3]));
    }
}
