package org.panderm4j.nn.sae;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.panderm4j.nn.tower.Weights;

/**
 * Trained parameters of a sparse autoencoder, by the names that the reference's checkpoint gives them.
 *
 * @param design whose sizes the arrays have
 * @param tiedBias b, [n]
 * @param encoderWeight We, [m][n] row by row
 * @param encoderBias be, [m]
 * @param decoderWeight Wd, [n][m] row by row; column j is the dictionary vector of feature j
 * @param threshold of a {@link Sparsity.BatchTopK} design in use; else 0
 */
@SuppressWarnings("ArrayRecordComponent") // tens of megabytes, compared by nobody
public record SaeWeights(
        SaeDesign design,
        float[] tiedBias,
        float[] encoderWeight,
        float[] encoderBias,
        float[] decoderWeight,
        float threshold) {
    public static final String TIED_BIAS = "tied_bias";
    public static final String ENCODER_WEIGHT = "encoder._weight";
    public static final String ENCODER_BIAS = "encoder._bias";
    public static final String DECODER_WEIGHT = "decoder._weight";
    /** A single number, of {@link Sparsity.BatchTopK} alone. */
    public static final String THRESHOLD = "threshold";

    public SaeWeights {
        check(TIED_BIAS, tiedBias, design.inputs());
        check(ENCODER_WEIGHT, encoderWeight, (long) design.features() * design.inputs());
        check(ENCODER_BIAS, encoderBias, design.features());
        check(DECODER_WEIGHT, decoderWeight, (long) design.inputs() * design.features());
    }

    private static void check(String name, float[] values, long expected) {
        if (values.length != expected) {
            throw new IllegalArgumentException(name + ": expected " + expected + " values, found " + values.length);
        }
    }

    /** The four trained tensors in the order of the reference's optimiser. */
    public static List<String> names() {
        return List.of(TIED_BIAS, ENCODER_WEIGHT, ENCODER_BIAS, DECODER_WEIGHT);
    }

    /**
     * Copies them out of stored tensors of the shapes (1, n), (1, m, n), (1, m), (1, n, m); a leading 1 may be missing.
     *
     * @throws IllegalArgumentException in one line with the tensor, what was expected and what was found
     */
    public static SaeWeights of(Weights stored, Sparsity sparsity) {
        Set<String> missing = new TreeSet<>(names());
        missing.removeAll(stored.names());
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("expected the tensors " + String.join(", ", names())
                    + " of a sparse autoencoder, found none called " + String.join(", ", missing));
        }
        long[] encoder = inner(stored, ENCODER_WEIGHT, 2);
        SaeDesign design = new SaeDesign(Math.toIntExact(encoder[1]), Math.toIntExact(encoder[0]), sparsity);
        float threshold = stored.names().contains(THRESHOLD) ? copy(stored, THRESHOLD)[0] : 0;
        return new SaeWeights(
                design,
                copy(stored, TIED_BIAS, encoder[1]),
                copy(stored, ENCODER_WEIGHT, encoder),
                copy(stored, ENCODER_BIAS, encoder[0]),
                copy(stored, DECODER_WEIGHT, encoder[1], encoder[0]),
                threshold);
    }

    /** The shape without the reference's axis of components, of which there is one. */
    private static long[] inner(Weights stored, String name, int axes) {
        long[] shape = stored.shape(name);
        boolean led = shape.length == axes + 1 && shape[0] == 1;
        if (!led && shape.length != axes) {
            throw new IllegalArgumentException(name + ": expected " + axes
                    + " axes behind at most one of length 1, found " + Arrays.toString(shape));
        }
        return led ? Arrays.copyOfRange(shape, 1, shape.length) : shape;
    }

    private static float[] copy(Weights stored, String name, long... expected) {
        if (expected.length > 0) {
            long[] found = inner(stored, name, expected.length);
            if (!Arrays.equals(found, expected)) {
                throw new IllegalArgumentException(
                        name + ": expected " + Arrays.toString(expected) + ", found " + Arrays.toString(found));
            }
        }
        long size = Arrays.stream(stored.shape(name)).reduce(1, Math::multiplyExact);
        float[] values = new float[Math.toIntExact(size)];
        stored.copy(name, FloatBuffer.wrap(values));
        return values;
    }

    /** The dictionary vector of a feature, [n]. */
    public float[] dictionaryVector(int feature) {
        float[] vector = new float[design.inputs()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = decoderWeight[i * design.features() + feature];
        }
        return vector;
    }
}
