package org.panderm4j.concepts;

/**
 * Changes the activations of some features in every row, and leaves the others as they are.
 *
 * @param neurons numbers of the features
 * @param change what becomes of each of their activations
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Intervention(int[] neurons, Change change) {
    /** What becomes of an activation. */
    public sealed interface Change {
        /** Of a feature in a row. */
        float of(int neuron, float activation);

        /** Silenced, as the reference does. */
        record Zero() implements Change {
            @Override
            public float of(int neuron, float activation) {
                return 0;
            }
        }

        /** Multiplied. */
        record Scale(float factor) implements Change {
            @Override
            public float of(int neuron, float activation) {
                return activation * factor;
            }
        }

        /** The same in all rows and of all features. */
        record Fix(float value) implements Change {
            @Override
            public float of(int neuron, float activation) {
                return value;
            }
        }

        /**
         * What each feature is on the average of some rows: the feature says nothing any more, and the sum of its activations stays.
         *
         * @param values [m]
         */
        @SuppressWarnings("ArrayRecordComponent") // compared by nobody
        record Mean(double[] values) implements Change {
            @Override
            public float of(int neuron, float activation) {
                return (float) values[neuron];
            }
        }
    }

    /**
     * A changed copy.
     *
     * @param row [m]
     * @throws IllegalArgumentException when a feature is not among the m
     */
    public float[] of(float[] row) {
        float[] changed = row.clone();
        for (int neuron : neurons) {
            if (neuron < 0 || neuron >= row.length) {
                throw new IllegalArgumentException(
                        "expected features from 0 to " + (row.length - 1) + ", found " + neuron);
            }
            changed[neuron] = change.of(neuron, row[neuron]);
        }
        return changed;
    }
}
