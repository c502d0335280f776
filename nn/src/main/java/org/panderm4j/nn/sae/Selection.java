package org.panderm4j.nn.sae;

import java.nio.FloatBuffer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.panderm4j.nn.backprop.Gate;
import org.panderm4j.nn.train.Workers;

/**
 * Which pre-activations become activations, in training and in use. None that is not positive does; of equal ones those come first
 * that lie further left in their row, or in a row further up. Nothing depends on the number of threads.
 */
interface Selection extends Gate.Choice {
    /** In use, when what is kept may depend on the row alone. */
    default Gate.Choice inUse(DoubleSupplier threshold) {
        return this;
    }

    static Selection of(Sparsity sparsity) {
        if (sparsity instanceof Sparsity.TopK top) {
            return byRow((row, width) -> Largest.keep(row, width, top.k()));
        }
        if (sparsity instanceof Sparsity.BatchTopK batch) {
            return new OfBatch(batch.k());
        }
        return byRow((row, width) -> keepAbove(row, width, 0));
    }

    /**
     * The largest of dead features alone.
     *
     * @param dead asked once a batch
     * @param most kept of a row
     */
    static Gate.Choice dead(Supplier<boolean[]> dead, int most) {
        return (values, rows, width, workers) -> {
            boolean[] chosen = dead.get();
            Selection largest = byRow((row, length) -> {
                for (int i = 0; i < length; i++) {
                    row[i] = chosen[i] ? row[i] : 0;
                }
                Largest.keep(row, length, most);
            });
            largest.apply(values, rows, width, workers);
        };
    }

    static boolean any(boolean[] features) {
        for (boolean one : features) {
            if (one) {
                return true;
            }
        }
        return false;
    }

    /** Changes one row. */
    @FunctionalInterface
    interface RowChange {
        void apply(float[] row, int width);
    }

    static Selection byRow(RowChange change) {
        return (values, rows, width, workers) -> workers.run(rows, () -> new float[width], (row, i) -> {
            values.get(i * width, row);
            change.apply(row, width);
            values.put(i * width, row);
        });
    }

    static void keepAbove(float[] row, int width, float threshold) {
        for (int i = 0; i < width; i++) {
            row[i] = row[i] > threshold || Float.isNaN(row[i]) ? row[i] : 0;
        }
    }

    /**
     * Of a whole batch in training, above a threshold in use.
     *
     * @param k mean number a row
     */
    record OfBatch(int k) implements Selection {
        @Override
        public void apply(FloatBuffer values, int rows, int width, Workers workers) {
            Largest.keep(values, rows, width, (long) k * rows, workers);
        }

        @Override
        public Gate.Choice inUse(DoubleSupplier threshold) {
            return (values, rows, width, workers) -> byRow(
                            (row, length) -> keepAbove(row, length, (float) threshold.getAsDouble()))
                    .apply(values, rows, width, workers);
        }
    }
}
