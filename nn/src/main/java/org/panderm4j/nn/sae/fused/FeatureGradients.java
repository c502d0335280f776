package org.panderm4j.nn.sae.fused;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.panderm4j.nn.sae.SaeParameters;

/** Gradients by the parameters of single features from lists of activations; one a thread. */
final class FeatureGradients {
    private final SaeParameters parameters;
    private final float[][] centred;
    private final float[][] vectors;
    private final List<Source> sources;
    private final int inputs;
    private final int features;
    private final float[][] decoder;
    private final float[] encoder;
    private final float[] scratch;

    /**
     * @param centred x - b, row by row
     * @param vectors of the dictionary
     * @param sources lists of activations
     */
    FeatureGradients(SaeParameters parameters, float[][] centred, float[][] vectors, List<Source> sources) {
        this.parameters = parameters;
        this.centred = centred;
        this.vectors = vectors;
        this.sources = List.copyOf(sources);
        this.inputs = parameters.design().inputs();
        this.features = parameters.design().features();
        this.decoder = new float[Pieces.of(features).length()][inputs];
        this.encoder = new float[inputs];
        this.scratch = new float[inputs];
    }

    /**
     * A list of activations.
     *
     * @param list by feature
     * @param errors by row, the gradient of the cost by what the list reconstructs
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Source(ByFeature list, float[][] errors) {}

    /**
     * Sets those of some features, at most as many as a piece has.
     *
     * @param through takes what goes through the encoder to its input, summed over rows, [n]
     */
    void set(int from, int to, float[] through) {
        FloatBuffer weights = parameters.encoderWeight().value();
        float[] biases = new float[to - from];
        for (int feature = from; feature < to; feature++) {
            float bias = one(feature, decoder[feature - from]);
            biases[feature - from] = bias;
            parameters.encoderWeight().gradient().put(feature * inputs, encoder);
            if (bias != 0) {
                weights.get(feature * inputs, scratch);
                Vectors.addScaled(bias, scratch, through);
            }
        }
        parameters.encoderBias().gradient().put(from, biases);
        FloatBuffer target = parameters.decoderWeight().gradient();
        float[] part = new float[to - from];
        for (int i = 0; i < inputs; i++) {
            for (int j = 0; j < part.length; j++) {
                part[j] = decoder[j][i];
            }
            target.put(i * features + from, part);
        }
    }

    /** All of one feature; gives that by its bias. */
    private float one(int feature, float[] column) {
        Arrays.fill(column, 0);
        Arrays.fill(encoder, 0);
        double bias = 0;
        for (Source source : sources) {
            ByFeature list = source.list();
            int from = list.from(feature);
            int to = list.to(feature);
            Vectors.addRows(source.errors(), list.rows(), list.values(), from, to, column);
            Vectors.addRows(centred, list.rows(), list.slopes(), from, to, encoder);
            for (int i = from; i < to; i++) {
                bias += list.slopes()[i];
            }
        }
        project(vectors[feature], column);
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
