package org.panderm4j.nn.sae.fused;

import java.nio.FloatBuffer;
import org.panderm4j.nn.engine.onednn.StridedProducts;
import org.panderm4j.nn.engine.onednn.StridedProducts.Place;
import org.panderm4j.nn.sae.SaeParameters;
import org.panderm4j.nn.train.Workers;

/** Gradients by the encoder's rows of active features. */
final class DenseEncoder {
    private final SaeParameters parameters;
    private final StridedProducts products;
    private final Workers workers;
    private final int inputs;
    private final int features;
    private final GrowingFloats gradients;
    private final PieceSums sums;

    DenseEncoder(SaeParameters parameters, StridedProducts products, Workers workers) {
        this.parameters = parameters;
        this.products = products;
        this.workers = workers;
        this.inputs = parameters.design().inputs();
        this.features = parameters.design().features();
        this.gradients = new GrowingFloats(products);
        this.sums = new PieceSums(inputs);
    }

    /**
     * Sets those by its weights and biases.
     *
     * @param slopes gradients by pre-activations, [rows, width]
     * @param slopeSums of the columns of those
     * @return what goes through the encoder to its input, summed over rows, [n]
     */
    double[] gradient(Place slopes, Place centred, Columns columns, double... slopeSums) {
        long address = columns.inPlace()
                ? parameters.encoderWeight().gradientAddress()
                : gradients.atLeast((long) columns.width() * inputs);
        products.multiply(slopes.transposed(), centred, Place.dense(address, columns.width(), inputs));
        float[] biases = new float[features];
        for (int i = 0; i < columns.active().length; i++) {
            biases[columns.active()[i]] = (float) slopeSums[i];
        }
        parameters.encoderBias().gradient().put(biases);
        if (!columns.inPlace()) {
            unpack(columns);
        }
        return through(biases);
    }

    private void unpack(Columns columns) {
        int[] places = new int[features];
        for (int i = 0; i < columns.active().length; i++) {
            places[columns.active()[i]] = i + 1;
        }
        FloatBuffer target = parameters.encoderWeight().gradient();
        float[] zeros = new float[inputs];
        Pieces cuts = Pieces.of(features);
        workers.run(cuts.count(), () -> new float[inputs], (row, piece) -> {
            for (int j = cuts.from(piece); j < cuts.to(piece); j++) {
                if (places[j] > 0) {
                    gradients.view((places[j] - 1L) * inputs, inputs).get(row);
                }
                target.put(j * inputs, places[j] > 0 ? row : zeros);
            }
        });
    }

    private double[] through(float... biases) {
        FloatBuffer weights = parameters.encoderWeight().value();
        Pieces cuts = Pieces.of(features);
        sums.clear(cuts.count());
        workers.run(cuts.count(), () -> new float[inputs], (row, piece) -> {
            for (int j = cuts.from(piece); j < cuts.to(piece); j++) {
                if (biases[j] != 0) {
                    weights.get(j * inputs, row);
                    Vectors.addScaled(biases[j], row, sums.of(piece));
                }
            }
        });
        return sums.total();
    }
}
