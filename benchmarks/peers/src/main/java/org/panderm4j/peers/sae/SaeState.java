package org.panderm4j.peers.sae;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.panderm4j.nn.sae.SaeDesign;
import org.panderm4j.nn.sae.SaeWeights;
import org.panderm4j.nn.sae.Sparsity;

/** How far training is: 768 inputs, 6144 features, unit rows of noise. */
enum SaeState {
    /** As the reference draws the weights: half of the features are active in every row, the others in none. */
    START,
    /** Encoder rows along dictionary vectors: each feature is active in half of the rows. */
    DENSE,
    /** The same under biases with which about 50 features of a row are active, each now and then. */
    SPARSE,
    /** As DENSE, of which the 50 largest activations of a row stay. */
    TOP_K;

    static final double LAMBDA = 3e-5;
    static final int K = 50;

    private static final int INPUTS = 768;
    private static final int FEATURES = 6144;
    /** 2.4 standard deviations of the product of two unit vectors in 768 dimensions. */
    private static final float BIAS = -0.0867f;

    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<String> ids() {
        return Arrays.stream(values()).map(SaeState::id).toList();
    }

    /**
     * The one of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    static SaeState of(String id) {
        return Arrays.stream(values())
                .filter(state -> state.id().equals(id.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "expected a state of " + String.join(", ", ids()) + ", found " + id));
    }

    SaeWeights weights() {
        Random random = new Random(1);
        float[] decoder = new float[INPUTS * FEATURES];
        double[] squares = new double[FEATURES];
        for (int i = 0; i < decoder.length; i++) {
            decoder[i] = (float) random.nextGaussian();
            squares[i % FEATURES] += (double) decoder[i] * decoder[i];
        }
        for (int i = 0; i < decoder.length; i++) {
            decoder[i] /= (float) Math.sqrt(squares[i % FEATURES]);
        }
        float[] encoder = new float[INPUTS * FEATURES];
        float[] biases = new float[FEATURES];
        double bound = Math.sqrt(6.0 / ((double) INPUTS * FEATURES));
        for (int j = 0; j < FEATURES; j++) {
            for (int i = 0; i < INPUTS; i++) {
                encoder[j * INPUTS + i] =
                        this == START ? (float) (bound * (2 * random.nextDouble() - 1)) : decoder[i * FEATURES + j];
            }
            biases[j] = switch (this) {
                case START -> (float) ((2 * random.nextDouble() - 1) / Math.sqrt(FEATURES));
                case SPARSE -> BIAS;
                case DENSE, TOP_K -> 0;
            };
        }
        Sparsity sparsity = this == TOP_K ? new Sparsity.TopK(K) : new Sparsity.L1();
        return new SaeWeights(
                new SaeDesign(INPUTS, FEATURES, sparsity), new float[INPUTS], encoder, biases, decoder, 0);
    }

    /** Made-up rows, [rows, n]. */
    static FloatBuffer rows(int count) {
        FloatBuffer rows = ByteBuffer.allocateDirect(count * INPUTS * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        Random random = new Random(2);
        float[] row = new float[INPUTS];
        for (int i = 0; i < count; i++) {
            double square = 0;
            for (int k = 0; k < INPUTS; k++) {
                row[k] = (float) random.nextGaussian();
                square += (double) row[k] * row[k];
            }
            for (int k = 0; k < INPUTS; k++) {
                row[k] /= (float) Math.sqrt(square);
            }
            rows.put(row);
        }
        return rows.flip();
    }
}
