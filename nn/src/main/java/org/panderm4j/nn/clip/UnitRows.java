package org.panderm4j.nn.clip;

/** Features divided by their lengths, in double precision, and the way back. */
final class UnitRows {
    private final double[][] units;
    private final double[] lengths;

    private UnitRows(double[][] units, double[] lengths) {
        this.units = units;
        this.lengths = lengths;
    }

    /** x / max(|x|, 1e-12) of each row. */
    static UnitRows of(float[][] features) {
        double[][] units = new double[features.length][];
        double[] lengths = new double[features.length];
        for (int i = 0; i < features.length; i++) {
            double sum = 0;
            for (float value : features[i]) {
                sum += (double) value * value;
            }
            lengths[i] = Math.sqrt(sum);
            units[i] = new double[features[i].length];
            for (int k = 0; k < units[i].length; k++) {
                units[i][k] = features[i][k] / Math.max(lengths[i], Vectors.SMALLEST_NORM);
            }
        }
        return new UnitRows(units, lengths);
    }

    /** [n][E]. */
    double[][] rows() {
        return units;
    }

    /**
     * The gradient by the features.
     *
     * @param byUnits gradient by the unit vectors, [n][E]
     */
    float[][] gradient(double[][] byUnits) {
        float[][] gradient = new float[units.length][];
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = gradient(units[i], lengths[i], byUnits[i]);
        }
        return gradient;
    }

    /** What points along the vector is lost by the division, unless the divisor was the constant. */
    private static float[] gradient(double[] unit, double length, double[] byUnit) {
        double along = 0;
        if (!(length < Vectors.SMALLEST_NORM)) {
            for (int k = 0; k < unit.length; k++) {
                along += unit[k] * byUnit[k];
            }
        }
        float[] gradient = new float[unit.length];
        for (int k = 0; k < unit.length; k++) {
            gradient[k] = (float) ((byUnit[k] - along * unit[k]) / Math.max(length, Vectors.SMALLEST_NORM));
        }
        return gradient;
    }
}
