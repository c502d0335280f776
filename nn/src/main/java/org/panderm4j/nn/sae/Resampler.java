package org.panderm4j.nn.sae;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.panderm4j.nn.train.Snapshot;
import org.panderm4j.nn.train.optimizer.Adam;
import org.panderm4j.nn.train.optimizer.Optimizer;

/** Lets features that no row has activated begin anew, from rows that are reconstructed badly (Bricken et al. 2023). */
public final class Resampler {
    /** Of the mean length of alive features' encoder rows, what a new one gets. */
    private static final double SHARE = 0.2;

    private static final int EPOCHS_SINCE = 0;
    private static final int EVENTS = 1;

    private final SaeNetwork network;
    private final Rows rows;
    private final SaeTraining training;
    private final SaeTraining.Resampling settings;
    private final RowDraws draws;
    private final Optimizer optimizer;
    private final Ledger collated;
    private final Ledger counters = new Ledger(2);

    /**
     * @param training with resampling
     * @param optimizer whose moments of new features become 0
     */
    public Resampler(SaeNetwork network, Rows rows, SaeTraining training, RowDraws draws, Optimizer optimizer) {
        this.network = network;
        this.rows = rows;
        this.training = training;
        this.settings = training.resampling().orElseThrow();
        this.draws = draws;
        this.optimizer = optimizer;
        this.collated = new Ledger(network.design().features());
        if (settings.rows() > rows.count()) {
            throw new IllegalArgumentException("expected at least the " + settings.rows()
                    + " rows of which resampling is to compute losses, found " + rows.count());
        }
    }

    /**
     * Takes note of an epoch, and resamples if it is due.
     *
     * @param epoch from 0
     * @param fired rows of the epoch in which each feature was active, [m]
     * @return features that began anew
     */
    int after(long epoch, long[] fired) {
        if (epoch + settings.rest() >= training.epochs() - 1 || counters.get(EVENTS) >= settings.atMost()) {
            return 0;
        }
        for (int j = 0; j < fired.length; j++) {
            collated.add(j, fired[j]);
        }
        counters.add(EPOCHS_SINCE, 1);
        if (counters.get(EPOCHS_SINCE) < settings.every()) {
            return 0;
        }
        int resampled = resample(epoch, collated.all());
        collated.clear();
        counters.set(EPOCHS_SINCE, 0);
        counters.add(EVENTS, 1);
        return resampled;
    }

    /**
     * Resamples now.
     *
     * @param epoch from 0
     * @param fired rows in which each feature was active, [m]: those with 0 begin anew, but for any that holds NaN or infinity
     * @return how many
     * @throws IllegalStateException in one line when no feature was active, or more were not than there are rows to draw
     */
    public int resample(long epoch, long[] fired) {
        int[] dead = IntStream.range(0, fired.length)
                .filter(j -> fired[j] == 0 && isFinite(j))
                .toArray();
        if (dead.length == 0) {
            return 0;
        }
        if (dead.length == fired.length) {
            throw new IllegalStateException("resampling after epoch " + (epoch + 1)
                    + ": expected some feature that a row has activated, found none of " + fired.length
                    + "; try a lower penalty or learning rate");
        }
        int[] order = draws.resamplingOrder(epoch, rows.count());
        double[] probabilities = probabilities(order);
        long possible = Arrays.stream(probabilities).filter(p -> p > 0).count();
        if (dead.length > possible) {
            throw new IllegalStateException("resampling after epoch " + (epoch + 1)
                    + ": expected at least as many rows with a loss as dead features, " + dead.length + ", found "
                    + possible + "; use fewer features, more rows or no resampling");
        }
        int[] drawn = draws.drawn(epoch, probabilities, dead.length);
        float length = (float) (SHARE * meanLength(fired));
        FloatBuffer row = Reconstruction.direct(1, rows.width());
        for (int k = 0; k < dead.length; k++) {
            rows.read(order, drawn[k], 1, row);
            begin(dead[k], unit(row), length);
        }
        return dead.length;
    }

    /**
     * Whether a feature's encoder is. oneDNN's ReLU makes 0 of NaN, so that such a feature looks dead; to begin it anew would hide
     * what the run is to stop over.
     */
    private boolean isFinite(int feature) {
        float[] row = new float[rows.width()];
        network.parameters().encoderWeight().value().get(feature * row.length, row);
        double sum = network.parameters().encoderBias().value().get(feature);
        for (float value : row) {
            sum += value;
        }
        return Double.isFinite(sum);
    }

    /** Squares of the losses of the rows at the beginning of an order, with sum 1. */
    private double[] probabilities(int... order) {
        long most = settings.rows() == 0
                ? order.length
                : ((long) settings.rows() / training.batch() + 1) * training.batch();
        double[] squares = new double[(int) Math.min(order.length, most)];
        int[] place = new int[1];
        new Reconstruction(network, rows).run(order, squares.length, (x, learned, reconstructed) -> {
            double l1 = 0;
            for (float value : learned) {
                l1 += value;
            }
            double loss = training.lambda() * l1 + Reconstruction.squaredDifference(x, reconstructed) / x.length;
            squares[place[0]++] = loss * loss;
        });
        double sum = Arrays.stream(squares).sum();
        return Arrays.stream(squares).map(square -> square / sum).toArray();
    }

    private double meanLength(long... fired) {
        FloatBuffer encoder = network.parameters().encoderWeight().value();
        float[] row = new float[rows.width()];
        double sum = 0;
        int alive = 0;
        for (int j = 0; j < fired.length; j++) {
            if (fired[j] > 0) {
                encoder.get(j * row.length, row);
                sum += Math.sqrt(Reconstruction.squaredDifference(row, new float[row.length]));
                alive++;
            }
        }
        return sum / alive;
    }

    private static float[] unit(FloatBuffer row) {
        float[] values = new float[row.remaining()];
        row.get(0, values);
        double length = Math.sqrt(Reconstruction.squaredDifference(values, new float[values.length]));
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (values[i] / Math.max(length, Dictionary.LEAST));
        }
        return values;
    }

    private void begin(int feature, float[] vector, float length) {
        SaeParameters parameters = network.parameters();
        float[] encoder = new float[vector.length];
        for (int i = 0; i < vector.length; i++) {
            encoder[i] = vector[i] * length;
        }
        putColumn(parameters.decoderWeight().value(), feature, vector);
        parameters.encoderWeight().value().put(feature * vector.length, encoder);
        parameters.encoderBias().value().put(feature, 0);
        float[] zeros = new float[vector.length];
        Map<String, Snapshot.Values> state = optimizer.state();
        for (String kind : List.of(Adam.FIRST, Adam.SECOND)) {
            putColumn(state.get(kind + SaeWeights.DECODER_WEIGHT).values(), feature, zeros);
            state.get(kind + SaeWeights.ENCODER_WEIGHT).values().put(feature * zeros.length, zeros);
            state.get(kind + SaeWeights.ENCODER_BIAS).values().put(feature, 0);
        }
    }

    private void putColumn(FloatBuffer matrix, int column, float[] values) {
        for (int i = 0; i < values.length; i++) {
            matrix.put(i * network.design().features() + column, values[i]);
        }
    }

    Map<String, Snapshot.Values> buffers() {
        Map<String, Snapshot.Values> buffers = new LinkedHashMap<>();
        buffers.put("sae.resampling.fired", collated.view());
        buffers.put("sae.resampling.counters", counters.view());
        return buffers;
    }
}
