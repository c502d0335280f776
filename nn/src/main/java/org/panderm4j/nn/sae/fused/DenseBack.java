package org.panderm4j.nn.sae.fused;

import java.nio.FloatBuffer;
import org.panderm4j.nn.engine.onednn.StridedProducts;
import org.panderm4j.nn.engine.onednn.StridedProducts.Place;
import org.panderm4j.nn.sae.SaeParameters;
import org.panderm4j.nn.train.Workers;

/** Costs and gradients by four products over the columns of the features that are active at all. */
final class DenseBack {
    private final SaeParameters parameters;
    private final StridedProducts products;
    private final Workers workers;
    private final int inputs;
    private final int features;
    private final GrowingFloats slopes;
    private final GrowingFloats errors;
    private final DenseDecoder decoder;
    private final DenseEncoder encoder;
    private final PieceSums errorSums;
    private final PieceSums slopeSums;

    DenseBack(SaeParameters parameters, StridedProducts products, Workers workers) {
        this.parameters = parameters;
        this.products = products;
        this.workers = workers;
        this.inputs = parameters.design().inputs();
        this.features = parameters.design().features();
        this.slopes = new GrowingFloats(products);
        this.errors = new GrowingFloats(products);
        this.decoder = new DenseDecoder(parameters, products, workers);
        this.encoder = new DenseEncoder(parameters, products, workers);
        this.errorSums = new PieceSums(inputs);
        this.slopeSums = new PieceSums(features);
    }

    /**
     * Sets all gradients.
     *
     * @param values activations, [rows, m]; columns are moved in them
     * @param address of the first of them
     * @param slope lambda by the number of rows
     * @return the squared error, a mean over rows and inputs
     */
    double run(int rows, Centring centring, Activations values, long address, Columns columns, float slope) {
        if (!columns.inPlace()) {
            values.forEach(rows, () -> new float[columns.width()], (packed, piece, row, whole) -> {
                columns.pack(whole, packed);
                values.put(row, packed, columns.width());
            });
        }
        Place active = new Place(address, rows, columns.width(), features, 1);
        Place weights = decoder.pack(columns);
        Place error = Place.dense(errors.atLeast((long) rows * inputs), rows, inputs);
        products.multiply(active, weights.transposed(), error);
        double square = errors(rows, centring.rows());
        Place h = Place.dense(slopes.atLeast((long) rows * columns.width()), rows, columns.width());
        products.multiply(error, weights, h);
        mask(rows, values, columns.width(), slope);
        decoder.gradient(error, active, columns);
        double[] through = encoder.gradient(h, centring.matrix(rows), columns, slopeSums.total());
        tiedBias(through);
        return square / ((double) rows * inputs);
    }

    /** Makes gradients of reconstructions; gives the sum of squared errors. */
    private double errors(int rows, float[][] centred) {
        Pieces cuts = Pieces.of(rows);
        errorSums.clear(cuts.count());
        double[] squares = new double[cuts.count()];
        float factor = (float) (2.0 / ((double) rows * inputs));
        workers.run(cuts.count(), () -> new float[2][inputs], (own, piece) -> {
            for (int row = cuts.from(piece); row < cuts.to(piece); row++) {
                FloatBuffer place = errors.view((long) row * inputs, inputs);
                place.get(0, own[0]);
                Vectors.subtract(centred[row], own[0]);
                squares[piece] += Vectors.dot(own[0], own[0], own[1]);
                Vectors.scale(own[0], factor);
                Vectors.add(own[0], errorSums.of(piece));
                place.put(0, own[0]);
            }
        });
        double sum = 0;
        for (double square : squares) {
            sum += square;
        }
        return sum;
    }

    private void mask(int rows, Activations values, int width, float slope) {
        slopeSums.clear(Pieces.of(rows).count());
        values.forEach(rows, () -> new float[width], (own, piece, row, whole) -> {
            FloatBuffer place = slopes.view((long) row * width, width);
            place.get(0, own);
            Counting.mask(whole, slope, own);
            addFront(own, slopeSums.of(piece));
            place.put(0, own);
        });
    }

    private static void addFront(float[] x, float[] y) {
        for (int i = 0; i < x.length; i++) {
            y[i] += x[i];
        }
    }

    private void tiedBias(double... through) {
        float[] bias = new float[inputs];
        double[] direct = errorSums.total();
        for (int i = 0; i < inputs; i++) {
            bias[i] = (float) (direct[i] - through[i]);
        }
        parameters.tiedBias().gradient().put(bias);
    }
}
