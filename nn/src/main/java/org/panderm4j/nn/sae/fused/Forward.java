package org.panderm4j.nn.sae.fused;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.function.Supplier;
import org.panderm4j.nn.engine.onednn.StridedProducts;
import org.panderm4j.nn.engine.onednn.StridedProducts.Place;
import org.panderm4j.nn.sae.SaeParameters;
import org.panderm4j.nn.sae.Sparsity;
import org.panderm4j.nn.train.Workers;

/** The forward pass in use, some rows at a time. */
final class Forward {
    /** Rows at a time: more make products no faster. */
    private static final int BLOCK = 2048;

    private final SaeParameters parameters;
    private final Centring centring;
    private final StridedProducts products;
    private final Workers workers;
    private final int inputs;
    private final int features;
    private final GrowingFloats memory;
    private final GrowingFloats reconstructions;
    private final Activations activations;

    Forward(SaeParameters parameters, Centring centring, StridedProducts products, Workers workers) {
        this.parameters = parameters;
        this.centring = centring;
        this.products = products;
        this.workers = workers;
        this.inputs = parameters.design().inputs();
        this.features = parameters.design().features();
        this.memory = new GrowingFloats(products);
        this.reconstructions = new GrowingFloats(products);
        this.activations = new Activations(memory, features, workers);
    }

    void apply(FloatBuffer x, int rows, FloatBuffer learned, FloatBuffer reconstructed) {
        Supplier<Choice> choices = choices();
        for (int first = 0; first < rows; first += BLOCK) {
            int count = Math.min(BLOCK, rows - first);
            centring.set(x, x.position() + first * inputs, count);
            long address = memory.atLeast((long) count * features);
            centring.encode(count, address);
            finish(count, choices, learned, first);
            if (reconstructed != null) {
                reconstruct(count, address, reconstructed, reconstructed.position() + first * inputs);
            }
        }
    }

    /** What of a row stays; null where all does. */
    private Supplier<Choice> choices() {
        Sparsity sparsity = parameters.design().sparsity();
        if (sparsity instanceof Sparsity.TopK top) {
            return () -> new LargestOfRow(top.k());
        }
        float threshold = parameters.threshold();
        return sparsity instanceof Sparsity.BatchTopK ? () -> Choice.above(threshold) : null;
    }

    private void finish(int count, Supplier<Choice> choices, FloatBuffer learned, int first) {
        if (choices == null && learned == null) {
            return;
        }
        activations.forEach(
                count, () -> new Kept(choices == null ? null : choices.get(), features), (own, piece, row, values) -> {
                    float[] kept = own.choice == null ? values : own.of(values);
                    if (own.choice != null) {
                        activations.put(row, kept, features);
                    }
                    if (learned != null) {
                        learned.put(learned.position() + (first + row) * features, kept);
                    }
                });
    }

    /** A row with all else 0. */
    private static final class Kept {
        private final Choice choice;
        private final int[] active;
        private final float[] row;

        Kept(Choice choice, int features) {
            this.choice = choice;
            this.active = new int[features];
            this.row = new float[features];
        }

        float[] of(float[] values) {
            int count = choice.of(values, active);
            Arrays.fill(row, 0);
            for (int i = 0; i < count; i++) {
                row[active[i]] = values[active[i]];
            }
            return row;
        }
    }

    private void reconstruct(int count, long address, FloatBuffer target, int first) {
        Place decoder = Place.dense(parameters.decoderWeight().address(), inputs, features);
        Place result = Place.dense(reconstructions.atLeast((long) count * inputs), count, inputs);
        products.multiply(Place.dense(address, count, features), decoder.transposed(), result);
        float[] bias = new float[inputs];
        parameters.tiedBias().value().get(bias);
        workers.run(count, () -> new float[inputs], (row, i) -> {
            reconstructions.view((long) i * inputs, inputs).get(row);
            Vectors.add(bias, row);
            target.put(first + i * inputs, row);
        });
    }
}
