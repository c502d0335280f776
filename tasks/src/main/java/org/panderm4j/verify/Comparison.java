package org.panderm4j.verify;

import java.util.Arrays;

/**
 * One reference array against ours.
 *
 * @param array its name
 * @param shape of the reference
 * @param error largest absolute difference divided by the largest absolute reference value; infinite where shapes differ or
 *     a value is not a number
 * @param tolerance that was allowed
 * @param note what went wrong beyond a difference, or empty
 */
public record Comparison(String array, long[] shape, double error, double tolerance, String note) {

    public boolean holds() {
        return error <= tolerance;
    }

    /** Compares values of equal shape, or says that the shapes differ. */
    static Comparison of(String array, float[] expected, long[] expectedShape, float[] found, long[] shape, double tolerance) {
        if (!Arrays.equals(expectedShape, shape)) {
            return new Comparison(
                    array, expectedShape, Double.POSITIVE_INFINITY, tolerance, "ours has shape " + Arrays.toString(shape));
        }
        return new Comparison(array, expectedShape, relativeError(expected, found), tolerance, "");
    }

    /** An array that this model does not compute. */
    static Comparison unknown(String array, long[] shape, double tolerance, String why) {
        return new Comparison(array, shape, Double.POSITIVE_INFINITY, tolerance, why);
    }

    private static double relativeError(float[] expected, float[] found) {
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            if (Float.isNaN(found[i]) || Float.isNaN(expected[i])) {
                return Double.POSITIVE_INFINITY;
            }
            largest = Math.max(largest, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs((double) expected[i] - found[i]));
        }
        return difference == 0 ? 0 : difference / largest;
    }
}
