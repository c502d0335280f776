package org.panderm4j.nn.sae;

/** Share of the rows' variance that their reconstructions tell of. */
public final class ExplainedVariance {
    /** Of the sum of squares: what rounding leaves of the spread of rows that are all alike. */
    private static final double ROUNDING = 1e-12;

    private ExplainedVariance() {}

    /**
     * From sums over all rows and columns.
     *
     * @param missed squared differences between rows and their reconstructions
     * @param spread squared differences between rows and their mean, got from the squares by subtraction
     * @param squares of the rows' values
     * @return 1 for all of it, 0 for no more than the mean does, below for less; NaN where all rows are alike
     */
    public static double of(double missed, double spread, double squares) {
        return spread > ROUNDING * squares ? 1 - missed / spread : Double.NaN;
    }
}
