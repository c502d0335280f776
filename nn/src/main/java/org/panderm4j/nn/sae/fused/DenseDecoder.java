package org.panderm4j.nn.sae.fused;

import java.nio.FloatBuffer;
import java.util.function.Supplier;
import org.panderm4j.nn.engine.onednn.StridedProducts;
import org.panderm4j.nn.engine.onednn.StridedProducts.Place;
import org.panderm4j.nn.sae.SaeParameters;
import org.panderm4j.nn.train.Workers;

/** The decoder's columns of active features, and the gradient by them without its part along each. */
final class DenseDecoder {
    private final SaeParameters parameters;
    private final StridedProducts products;
    private final Workers workers;
    private final int inputs;
    private final int features;
    private final GrowingFloats weights;
    private final GrowingFloats gradients;
    private final PieceSums dots;
    private final PieceSums squares;

    DenseDecoder(SaeParameters parameters, StridedProducts products, Workers workers) {
        this.parameters = parameters;
        this.products = products;
        this.workers = workers;
        this.inputs = parameters.design().inputs();
        this.features = parameters.design().features();
        this.weights = new GrowingFloats(products);
        this.gradients = new GrowingFloats(products);
        this.dots = new PieceSums(features);
        this.squares = new PieceSums(features);
    }

    /** The columns side by side, [n, width]. */
    Place pack(Columns columns) {
        if (columns.inPlace()) {
            return Place.dense(parameters.decoderWeight().address(), inputs, features);
        }
        long address = weights.atLeast((long) inputs * columns.width());
        FloatBuffer whole = parameters.decoderWeight().value();
        workers.run(inputs, rows(columns), (own, i) -> {
            whole.get(i * features, own.whole);
            columns.pack(own.whole, own.weight);
            weights.view((long) i * columns.width(), columns.width()).put(own.weight);
        });
        return Place.dense(address, inputs, columns.width());
    }

    /** Sets it, from the gradient by the reconstruction and from activations. */
    void gradient(Place error, Place active, Columns columns) {
        int width = columns.width();
        long address = columns.inPlace()
                ? parameters.decoderWeight().gradientAddress()
                : gradients.atLeast((long) inputs * width);
        products.multiply(error.transposed(), active, Place.dense(address, inputs, width));
        float[] shares = along(columns);
        FloatBuffer target = parameters.decoderWeight().gradient();
        workers.run(inputs, rows(columns), (own, i) -> {
            read(i, columns, own);
            Vectors.subtractProducts(shares, own.weight, own.gradient);
            if (columns.inPlace()) {
                target.put(i * features, own.gradient);
            } else {
                columns.unpack(own.gradient, own.whole);
                target.put(i * features, own.whole);
            }
        });
    }

    /** Length of a gradient's part along its vector, by the length of that. */
    private float[] along(Columns columns) {
        Pieces cuts = Pieces.of(inputs);
        dots.clear(cuts.count());
        squares.clear(cuts.count());
        workers.run(cuts.count(), rows(columns), (own, piece) -> {
            for (int i = cuts.from(piece); i < cuts.to(piece); i++) {
                read(i, columns, own);
                addProducts(own.weight, own.gradient, dots.of(piece));
                addProducts(own.weight, own.weight, squares.of(piece));
            }
        });
        double[] dot = dots.total();
        double[] square = squares.total();
        float[] shares = new float[columns.width()];
        for (int j = 0; j < shares.length; j++) {
            shares[j] = square[j] > 0 ? (float) (dot[j] / square[j]) : 0;
        }
        return shares;
    }

    /** The sums may be longer than the rows. */
    private static void addProducts(float[] x, float[] z, float[] y) {
        for (int i = 0; i < x.length; i++) {
            y[i] += x[i] * z[i];
        }
    }

    private void read(int i, Columns columns, Rows own) {
        int width = columns.width();
        if (columns.inPlace()) {
            parameters.decoderWeight().value().get(i * features, own.weight);
            parameters.decoderWeight().gradient().get(i * features, own.gradient);
        } else {
            weights.view((long) i * width, width).get(own.weight);
            gradients.view((long) i * width, width).get(own.gradient);
        }
    }

    private Supplier<Rows> rows(Columns columns) {
        return () -> new Rows(features, columns.width());
    }

    /** Rows of one thread. */
    private static final class Rows {
        private final float[] whole;
        private final float[] weight;
        private final float[] gradient;

        Rows(int features, int width) {
            whole = new float[features];
            weight = new float[width];
            gradient = new float[width];
        }
    }
}
