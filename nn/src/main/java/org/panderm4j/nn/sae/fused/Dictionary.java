package org.panderm4j.nn.sae.fused;

import java.nio.FloatBuffer;
import org.panderm4j.nn.sae.SaeParameters;
import org.panderm4j.nn.train.Workers;

/** The decoder's weights, whose columns are dictionary vectors. */
final class Dictionary {
    private static final double LEAST = 1e-12;

    private final SaeParameters parameters;
    private final Workers workers;
    private final int inputs;
    private final int features;
    private final RowArrays vectors;

    Dictionary(SaeParameters parameters, Workers workers) {
        this.parameters = parameters;
        this.workers = workers;
        this.inputs = parameters.design().inputs();
        this.features = parameters.design().features();
        this.vectors = new RowArrays(inputs);
    }

    /** All vectors as they are now, each an array. */
    float[][] vectors() {
        float[][] rows = vectors.atLeast(features);
        FloatBuffer weights = parameters.decoderWeight().value();
        Pieces pieces = Pieces.of(features);
        workers.run(pieces.count(), piece -> {
            int first = pieces.from(piece);
            float[] part = new float[pieces.to(piece) - first];
            for (int i = 0; i < inputs; i++) {
                weights.get(i * features + first, part);
                for (int j = 0; j < part.length; j++) {
                    rows[first + j][i] = part[j];
                }
            }
        });
        return rows;
    }

    /** Scales each vector to length 1; lengths under 1e-12 count as that. */
    void constrain() {
        FloatBuffer weights = parameters.decoderWeight().value();
        float[] lengths = lengths(weights);
        workers.run(inputs, () -> new float[features], (row, i) -> {
            weights.get(i * features, row);
            divide(row, lengths);
            weights.put(i * features, row);
        });
    }

    private static void divide(float[] row, float[] divisors) {
        for (int j = 0; j < row.length; j++) {
            row[j] /= divisors[j];
        }
    }

    private float[] lengths(FloatBuffer weights) {
        Pieces pieces = Pieces.of(inputs);
        PieceSums squares = new PieceSums(features);
        squares.clear(pieces.count());
        workers.run(pieces.count(), () -> new float[features], (row, piece) -> {
            for (int i = pieces.from(piece); i < pieces.to(piece); i++) {
                weights.get(i * features, row);
                Vectors.addProducts(row, row, squares.of(piece));
            }
        });
        double[] total = squares.total();
        float[] lengths = new float[features];
        for (int j = 0; j < features; j++) {
            lengths[j] = (float) Math.max(LEAST, Math.sqrt(total[j]));
        }
        return lengths;
    }
}
