package org.panderm4j.nn.sae;

import java.nio.FloatBuffer;
import java.util.List;
import org.panderm4j.nn.train.NativeParameter;
import org.panderm4j.nn.train.Parameter;
import org.panderm4j.nn.train.Snapshot;

/** What a sparse autoencoder learns, with its gradients, in native memory that is given back when closed. */
public final class SaeParameters implements AutoCloseable {
    private final SaeDesign design;
    private final NativeParameter tiedBias;
    private final NativeParameter encoderWeight;
    private final NativeParameter encoderBias;
    private final NativeParameter decoderWeight;
    private final float[] threshold = new float[1];

    private SaeParameters(SaeDesign design) {
        this.design = design;
        int n = design.inputs();
        int m = design.features();
        tiedBias = new NativeParameter(SaeWeights.TIED_BIAS, 1, n);
        encoderWeight = new NativeParameter(SaeWeights.ENCODER_WEIGHT, 1, m, n);
        encoderBias = new NativeParameter(SaeWeights.ENCODER_BIAS, 1, m);
        decoderWeight = new NativeParameter(SaeWeights.DECODER_WEIGHT, 1, n, m);
    }

    /** Copies the weights. */
    public static SaeParameters of(SaeWeights weights) {
        SaeParameters parameters = new SaeParameters(weights.design());
        parameters.tiedBias.value().put(weights.tiedBias());
        parameters.encoderWeight.value().put(weights.encoderWeight());
        parameters.encoderBias.value().put(weights.encoderBias());
        parameters.decoderWeight.value().put(weights.decoderWeight());
        parameters.threshold[0] = weights.threshold();
        return parameters;
    }

    public SaeDesign design() {
        return design;
    }

    /** b, (1, n). */
    public NativeParameter tiedBias() {
        return tiedBias;
    }

    /** We, (1, m, n). */
    public NativeParameter encoderWeight() {
        return encoderWeight;
    }

    /** be, (1, m). */
    public NativeParameter encoderBias() {
        return encoderBias;
    }

    /** Wd, (1, n, m). */
    public NativeParameter decoderWeight() {
        return decoderWeight;
    }

    /** In the order of {@link SaeWeights#names()}. */
    public List<Parameter> list() {
        return List.of(tiedBias, encoderWeight, encoderBias, decoderWeight);
    }

    /** Activations of a {@link Sparsity.BatchTopK} design at or under it are 0 in use; at least 0. */
    public float threshold() {
        return threshold[0];
    }

    public void setThreshold(float threshold) {
        this.threshold[0] = threshold;
    }

    /** A live view of the threshold, (1). */
    Snapshot.Values thresholdView() {
        return new Snapshot.Values(new long[] {1}, FloatBuffer.wrap(threshold));
    }

    /** A copy of the values. */
    public SaeWeights weights() {
        return new SaeWeights(
                design, copy(tiedBias), copy(encoderWeight), copy(encoderBias), copy(decoderWeight), threshold[0]);
    }

    private static float[] copy(Parameter parameter) {
        float[] values = new float[parameter.value().remaining()];
        parameter.value().get(values);
        return values;
    }

    @Override
    public void close() {
        tiedBias.close();
        encoderWeight.close();
        encoderBias.close();
        decoderWeight.close();
    }
}
