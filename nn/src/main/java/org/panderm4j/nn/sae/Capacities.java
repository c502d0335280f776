package org.panderm4j.nn.sae;

/** How far each row of a batch has its features for itself (Scherlis et al. 2022, over rows). */
public final class Capacities {
    private Capacities() {}

    /**
     * Of each row i, with G the products of all pairs of rows: {@code G_ii^2 / sum_j G_ij^2}; NaN where nothing is active. Takes
     * rows times rows times m steps.
     *
     * @param learned activations, [rows][m]
     */
    public static float[] of(float[][] learned) {
        float[] capacities = new float[learned.length];
        for (int i = 0; i < learned.length; i++) {
            double sum = 0;
            double own = 0;
            for (int j = 0; j < learned.length; j++) {
                double product = product(learned[i], learned[j]);
                sum += product * product;
                own = i == j ? product * product : own;
            }
            capacities[i] = (float) (own / sum);
        }
        return capacities;
    }

    private static double product(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    /** Of capacities, in the reference's 20 bins from 0 to 1. */
    public static Histogram histogram(float[] capacities) {
        return Histogram.of(capacities, 20, 0, 1);
    }
}
