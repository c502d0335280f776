package org.panderm4j.nn.sae.fused;

import java.nio.FloatBuffer;
import java.util.ArrayList;
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
        main.byFeature.set(list.pieces(), cuts);
        List<Source> sources = new ArrayList<>(List.of(main));
        if (dead != null) {
            auxiliary.byFeature.set(dead.pieces(), cuts);
            sources.add(auxiliary);
        }
        gradients(batch, sources);
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

    private void gradients(Batch batch, List<Source> sources) {
        Targets targets = Targets.of(parameters);
        Pieces cuts = Pieces.of(features);
        encoderSums.clear(cuts.count());
        workers.run(
                cuts.count(),
                () -> new FeatureGradients(batch.centred, batch.vectors, targets),
                (work, piece) -> work.run(cuts.from(piece), cuts.to(piece), encoderSums.of(piece), sources));
        float[] bias = new float[inputs];
        double[] direct = errorSums.total();
        double[] through = encoderSums.total();
        for (int i = 0; i < inputs; i++) {
            bias[i] = (float) (direct[i] - through[i]);
        }
        targets.tiedBias().put(0, bias);
    }

    /** Views of the parameters' gradients, and of the encoder's weights. */
    private record Targets(
            FloatBuffer tiedBias,
            FloatBuffer encoderWeight,
            FloatBuffer encoderBias,
            FloatBuffer decoderWeight,
            FloatBuffer encoder) {
        static Targets of(SaeParameters parameters) {
            return new Targets(
                    parameters.tiedBias().gradient(),
                    parameters.encoderWeight().gradient(),
                    parameters.encoderBias().gradient(),
                    parameters.decoderWeight().gradient(),
                    parameters.encoderWeight().value());
        }
    }

    /** Gradients by what belongs to features, a few of them at a time. */
    private final class FeatureGradients {
        private final float[][] centred;
        private final float[][] vectors;
        private final Targets targets;
        private final float[][] decoder;
        private final float[] encoder = new float[inputs];
        private final float[] scratch = new float[inputs];

        FeatureGradients(float[][] centred, float[][] vectors, Targets targets) {
            this.centred = centred;
            this.vectors = vectors;
            this.targets = targets;
            this.decoder = new float[Pieces.of(features).length()][inputs];
        }

        void run(int from, int to, float[] through, List<Source> sources) {
            float[] biases = new float[to - from];
            for (int feature = from; feature < to; feature++) {
                biases[feature - from] = one(feature, decoder[feature - from], sources);
                if (biases[feature - from] != 0) {
                    targets.encoder().get(feature * inputs, scratch);
                    Vectors.addScaled(biases[feature - from], scratch, through);
                }
            }
            targets.encoderBias().put(from, biases);
            float[] part = new float[to - from];
            for (int i = 0; i < inputs; i++) {
                for (int j = 0; j < part.length; j++) {
                    part[j] = decoder[j][i];
                }
                targets.decoderWeight().put(i * features + from, part);
            }
        }

        /** All of one feature; gives that by its bias. */
        private float one(int feature, float[] column, List<Source> sources) {
            java.util.Arrays.fill(column, 0);
            java.util.Arrays.fill(encoder, 0);
            double bias = 0;
            for (Source source : sources) {
                ByFeature list = source.byFeature;
                int from = list.from(feature);
                int to = list.to(feature);
                Vectors.addRows(source.errors.atLeast(0), list.rows(), list.values(), from, to, column);
                Vectors.addRows(centred, list.rows(), list.slopes(), from, to, encoder);
                for (int i = from; i < to; i++) {
                    bias += list.slopes()[i];
                }
            }
            project(vectors[feature], column);
            targets.encoderWeight().put(feature * inputs, encoder);
            return (float) bias;
        }

        /** Takes away the part along a vector. */
        private void project(float[] vector, float[] gradient) {
            float square = Vectors.dot(vector, vector, scratch);
            if (square > 0) {
                Vectors.addScaled(-Vectors.dot(vector, gradient, scratch) / square, vector, gradient);
            }
        }
    }
}
