package org.panderm4j.nn.sae.fused;

import java.nio.FloatBuffer;
import org.panderm4j.nn.engine.onednn.StridedProducts;
import org.panderm4j.nn.engine.onednn.StridedProducts.Place;
import org.panderm4j.nn.sae.SaeParameters;
import org.panderm4j.nn.train.Workers;

/** Rows without the tied bias, and what the encoder makes of them. */
final class Centring {
    private final SaeParameters parameters;
    private final StridedProducts products;
    private final Workers workers;
    private final int inputs;
    private final RowArrays rows;
    private final GrowingFloats matrix;

    Centring(SaeParameters parameters, StridedProducts products, Workers workers) {
        this.parameters = parameters;
        this.products = products;
        this.workers = workers;
        this.inputs = parameters.design().inputs();
        this.rows = new RowArrays(inputs);
        this.matrix = new GrowingFloats(products);
    }

    /** Takes {@code count} rows from value {@code first} of a buffer on. */
    void set(FloatBuffer x, int first, int count) {
        float[] bias = new float[inputs];
        parameters.tiedBias().value().get(bias);
        float[][] centred = rows.atLeast(count);
        matrix.atLeast((long) count * inputs);
        Pieces pieces = Pieces.of(count);
        workers.run(pieces.count(), piece -> {
            FloatBuffer target =
                    matrix.view((long) pieces.from(piece) * inputs, (pieces.to(piece) - pieces.from(piece)) * inputs);
            for (int i = pieces.from(piece); i < pieces.to(piece); i++) {
                x.get(first + i * inputs, centred[i]);
                Vectors.subtract(bias, centred[i]);
                target.put(centred[i]);
            }
        });
    }

    /** x - b of the rows that were set. */
    float[][] rows() {
        return rows.atLeast(0);
    }

    /** The same, [count, n]. */
    Place matrix(int count) {
        return Place.dense(matrix.atLeast(0), count, inputs);
    }

    /** Writes max(0, (x - b) We' + be), [count, m]. */
    void encode(int count, long target) {
        int features = parameters.design().features();
        Place encoder = Place.dense(parameters.encoderWeight().address(), features, inputs);
        products.multiplyAndRectify(
                matrix(count),
                encoder.transposed(),
                parameters.encoderBias().address(),
                Place.dense(target, count, features));
    }
}
