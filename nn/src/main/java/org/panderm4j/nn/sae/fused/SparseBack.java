package org.panderm4j.nn.sae.fused;

import java.util.List;
import org.panderm4j.nn.sae.SaeParameters;
import org.panderm4j.nn.train.Workers;

/**
 * Costs and gradients from lists of activations: rows of the decoder are added up where a feature is active, and slopes are taken
 * there alone. One or two lists, each with errors of its own: of the reconstruction, and of the auxiliary one.
 */
final class SparseBack {
    private final SaeParameters parameters;
    private final Workers workers;
    private final int inputs;
    private final int features;
    private final PieceSums errorSums;
    private final PieceSums encoderSums;
    private final Source main;
    private final Source auxiliary;

    SparseBack(SaeParameters parameters, Workers workers) {
        this.parameters = parameters;
        this.workers = workers;
        this.inputs = parameters.design().inputs();
        this.features = parameters.design().features();
        this.errorSums = new PieceSums(inputs);
        this.encoderSums = new PieceSums(inputs);
        this.main = new Source();
        this.auxiliary = new Source();
    }

    /** A list, and by row the gradient of the cost by what the list reconstructs. */
    private final class Source {
        private final ByFeature byFeature = new ByFeature(features, workers);
        private final RowArrays errors = new RowArrays(inputs);

        FeatureGradients.Source set(Listing list, Pieces cuts) {
            byFeature.set(list.pieces(), cuts);
            return new FeatureGradients.Source(byFeature, errors.atLeast(0));
        }
    }

    /**
     * What the terms are.
     *
     * @param slope lambda by the number of rows
     * @param weight of the auxiliary loss
     */
    record Terms(float slope, double weight) {}

    /**
     * Costs, each a mean over rows and inputs.
     *
     * @param reconstruction squared error
     * @param auxiliary weighted squared error of the auxiliary reconstruction
     */
    record Costs(double reconstruction, double auxiliary) {}

    /**
     * Sets all gradients.
     *
     * @param dead the list of dead features; null where there is no auxiliary loss
     */
    Costs run(int rows, float[][] centred, float[][] vectors, Listing list, Listing dead, Terms terms) {
        Pieces cuts = Pieces.of(rows);
        errorSums.clear(cuts.count());
        double[][] squares = new double[2][cuts.count()];
        Batch batch = new Batch(centred, vectors, list, dead, terms, rows);
        main.errors.atLeast(rows);
        if (dead != null) {
            auxiliary.errors.atLeast(rows);
        }
        workers.run(cuts.count(), () -> new float[inputs], (scratch, piece) -> {
            for (int row = cuts.from(piece); row < cuts.to(piece); row++) {
                squares[0][piece] += errors(batch, piece, row, row - cuts.from(piece), scratch);
                if (dead != null) {
                    squares[1][piece] += deadErrors(batch, piece, row, row - cuts.from(piece), scratch);
                }
                finish(batch, piece, row, row - cuts.from(piece), scratch);
            }
        });
        gradients(
                batch,
                dead == null
                        ? List.of(main.set(list, cuts))
                        : List.of(main.set(list, cuts), auxiliary.set(dead, cuts)));
        double values = (double) rows * inputs;
        return new Costs(sum(squares[0]) / values, terms.weight() * sum(squares[1]) / values);
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Batch(float[][] centred, float[][] vectors, Listing list, Listing dead, Terms terms, int rows) {}

    private static double sum(double... values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    /** xhat - x of a row, and the sum of its squares. */
    private double errors(Batch batch, int piece, int row, int place, float[] scratch) {
        float[] error = main.errors.atLeast(0)[row];
        Vectors.negate(batch.centred[row], error);
        Entries entries = batch.list.pieces().get(piece);
        Vectors.addRows(
                batch.vectors, entries.features(), entries.values(), entries.from(place), entries.to(place), error);
        return Vectors.dot(error, error, scratch);
    }

    /** What dead features make of x - xhat, less that. */
    private double deadErrors(Batch batch, int piece, int row, int place, float[] scratch) {
        float[] error = auxiliary.errors.atLeast(0)[row];
        System.arraycopy(main.errors.atLeast(0)[row], 0, error, 0, inputs);
        Entries entries = batch.dead.pieces().get(piece);
        Vectors.addRows(
                batch.vectors, entries.features(), entries.values(), entries.from(place), entries.to(place), error);
        return Vectors.dot(error, error, scratch);
    }

    /** Makes gradients of errors, and slopes of those. */
    private void finish(Batch batch, int piece, int row, int place, float[] scratch) {
        double factor = 2.0 / ((double) batch.rows * inputs);
        float[] error = main.errors.atLeast(0)[row];
        Vectors.scale(error, (float) factor);
        Vectors.add(error, errorSums.of(piece));
        slopes(batch.vectors, batch.list.pieces().get(piece), place, error, batch.terms.slope(), scratch);
        if (batch.dead != null) {
            float[] other = auxiliary.errors.atLeast(0)[row];
            Vectors.scale(other, (float) (factor * batch.terms.weight()));
            slopes(batch.vectors, batch.dead.pieces().get(piece), place, other, 0, scratch);
        }
    }

    private static void slopes(
            float[][] vectors, Entries entries, int place, float[] error, float shift, float[] scratch) {
        for (int i = entries.from(place); i < entries.to(place); i++) {
            entries.slopes()[i] = Vectors.dot(error, vectors[entries.features()[i]], scratch) + shift;
        }
    }

    private void gradients(Batch batch, List<FeatureGradients.Source> sources) {
        // All is written, so nothing need be cleared; and clearing by the first thread that asks would be seen by the
        // others.
        parameters.encoderWeight().gradientAddress();
        parameters.encoderBias().gradientAddress();
        parameters.decoderWeight().gradientAddress();
        Pieces cuts = Pieces.of(features);
        encoderSums.clear(cuts.count());
        workers.run(
                cuts.count(),
                () -> new FeatureGradients(parameters, batch.centred, batch.vectors, sources),
                (work, piece) -> work.set(cuts.from(piece), cuts.to(piece), encoderSums.of(piece)));
        float[] bias = new float[inputs];
        double[] direct = errorSums.total();
        double[] through = encoderSums.total();
        for (int i = 0; i < inputs; i++) {
            bias[i] = (float) (direct[i] - through[i]);
        }
        parameters.tiedBias().gradient().put(bias);
    }
}
