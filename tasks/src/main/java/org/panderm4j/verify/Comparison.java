package org.panderm4j.verify;

import java.util.Arrays;
import java.util.List;
import org.panderm4j.data.npy.NpyArray;
import org.panderm4j.nn.engine.Tensor;

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
public record Comparison(String array, List<Long> shape, double error, double tolerance, String note) {

    public boolean holds() {
        return error <= tolerance;
    }

    /** Compares values of equal shape, or says that the shapes differ; a single value has no shape to speak of. */
    static Comparison of(String array, NpyArray expected, Tensor ours, double tolerance) {
        boolean single = expected.size() == 1 && ours.values().length == 1;
        if (!single && !Arrays.equals(expected.shape(), ours.shape())) {
            return unknown(array, expected, tolerance, "ours has shape " + Arrays.toString(ours.shape()));
        }
        double error = relativeError(expected.floats(), ours.values());
        return new Comparison(array, axes(expected), error, tolerance, "");
    }

    /** An array that this model does not compute, or not in that shape. */
    static Comparison unknown(String array, NpyArray expected, double tolerance, String why) {
        return new Comparison(array, axes(expected), Double.POSITIVE_INFINITY, tolerance, why);
    }

    private static List<Long> axes(NpyArray array) {
        return Arrays.stream(array.shape()).boxed().toList();
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
