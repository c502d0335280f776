package org.panderm4j.nn.train;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.random.RandomGenerator;

/** Inputs of which some are dropped, by a matrix, plus a bias. */
public final class LinearNetwork implements FeatureNetwork<float[][]> {
    private final String name;
    private final Parameter weight;
    private final Parameter bias;
    private final double dropped;
    private final boolean locked;

    /**
     * @param weight [out][in]
     * @param dropped share of inputs that are 0 in training
     * @param locked whether it keeps its parameters to itself
     */
    public LinearNetwork(String name, float[][] weight, double dropped, boolean locked) {
        int out = weight.length;
        int in = weight[0].length;
        float[] flat = new float[out * in];
        for (int i = 0; i < out; i++) {
            System.arraycopy(weight[i], 0, flat, i * in, in);
        }
        this.name = name;
        this.weight = new ArrayParameter(name + "weight", flat, out, in);
        this.bias = new ArrayParameter(name + "bias", new float[out], out);
        this.dropped = dropped;
        this.locked = locked;
    }

    /** With random weights. */
    public static LinearNetwork random(
            String name, int in, int out, double dropped, boolean locked, RandomGenerator random) {
        float[][] weight = new float[out][in];
        for (float[] row : weight) {
            for (int i = 0; i < in; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        return new LinearNetwork(name, weight, dropped, locked);
    }

    @Override
    public List<Parameter> parameters() {
        return locked ? List.of() : List.of(weight, bias);
    }

    @Override
    public Pass forward(float[][] batch, Draws draws) {
        if (locked) {
            throw new IllegalStateException("a locked network is not to be run for training");
        }
        float[][] inputs = drop(batch, draws);
        float[][] features = features(inputs);
        return new Pass() {
            @Override
            public float[][] features() {
                return features;
            }

            @Override
            public void backward(float[][] gradient) {
                FloatBuffer weights = weight.gradient();
                FloatBuffer biases = bias.gradient();
                for (int i = 0; i < gradient.length; i++) {
                    for (int o = 0; o < gradient[i].length; o++) {
                        biases.put(o, biases.get(o) + gradient[i][o]);
                        for (int k = 0; k < inputs[i].length; k++) {
                            int at = o * inputs[i].length + k;
                            weights.put(at, weights.get(at) + gradient[i][o] * inputs[i][k]);
                        }
                    }
                }
            }

            @Override
            public void close() {}
        };
    }

    private float[][] drop(float[][] batch, Draws draws) {
        RandomGenerator random = draws.stream(name + "dropout");
        float[][] kept = new float[batch.length][];
        for (int i = 0; i < batch.length; i++) {
            kept[i] = batch[i].clone();
            for (int k = 0; k < kept[i].length; k++) {
                kept[i][k] = random.nextDouble() < dropped ? 0 : kept[i][k];
            }
        }
        return kept;
    }

    @Override
    public float[][] trainingFeatures(float[][] batch, Draws draws) {
        return features(drop(batch, draws));
    }

    @Override
    public float[][] features(float[][] batch) {
        int out = (int) weight.shape()[0];
        FloatBuffer weights = weight.value();
        float[][] features = new float[batch.length][out];
        for (int i = 0; i < batch.length; i++) {
            for (int o = 0; o < out; o++) {
                float sum = bias.value().get(o);
                for (int k = 0; k < batch[i].length; k++) {
                    sum += weights.get(o * batch[i].length + k) * batch[i][k];
                }
                features[i][o] = sum;
            }
        }
        return features;
    }

    @Override
    public void close() {}
}
