package org.panderm4j.eval;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.panderm4j.data.npy.Npy;
import org.panderm4j.data.npy.NpyArray;
import org.panderm4j.eval.ContrastiveFixture.Run;
import org.panderm4j.nn.clip.DualNetwork;
import org.panderm4j.nn.clip.LogitParameters;
import org.panderm4j.nn.clip.PairBatches;
import org.panderm4j.nn.train.ArrayParameter;
import org.panderm4j.nn.train.Draws;
import org.panderm4j.nn.train.FeatureNetwork;
import org.panderm4j.nn.train.Parameter;

/** The two towers of the golden runs, each a matrix and a bias, and their batches in file order. */
record LinearTowers(Run run, DualNetwork<float[][], float[][]> networks, float[][] images, float[][] texts)
        implements PairBatches<float[][], float[][]> {
    static LinearTowers of(Run run) throws IOException {
        double logScale = run.initialLogScale()
                .orElse((double) Npy.read(run.before("logit_scale")).floats()[0]);
        return new LinearTowers(
                run,
                new DualNetwork<>(
                        new Linear(parameter(run, "visual.weight"), parameter(run, "visual.bias")),
                        new Linear(parameter(run, "text.weight"), parameter(run, "text.bias")),
                        LogitParameters.of(logScale)),
                run.images(),
                run.texts());
    }

    private static Parameter parameter(Run run, String name) throws IOException {
        Path file = run.before(name);
        NpyArray array = Npy.read(file);
        float[] values = array.floats();
        return name.endsWith("weight")
                ? new ArrayParameter(name, values, array.dim(0), array.dim(1))
                : new ArrayParameter(name, values, array.dim(0));
    }

    @Override
    public int parts(long step) {
        return run.parts();
    }

    @Override
    public Pairs<float[][], float[][]> part(long step, int part) {
        int batch = (int) (step % run.stepsPerEpoch()) * run.parts() + part;
        int first = batch * run.batch();
        return new Pairs<>(
                Arrays.copyOfRange(images, first, first + run.batch()),
                Arrays.copyOfRange(texts, first, first + run.batch()));
    }

    /** Features are {@code x . weight^T + bias}. */
    private record Linear(Parameter weight, Parameter bias) implements FeatureNetwork<float[][]> {
        @Override
        public List<Parameter> parameters() {
            return List.of(weight, bias);
        }

        @Override
        public Pass forward(float[][] batch, Draws draws) {
            float[][] features = features(batch);
            return new Pass() {
                @Override
                public float[][] features() {
                    return features;
                }

                @Override
                public void backward(float[][] gradient) {
                    for (int i = 0; i < batch.length; i++) {
                        addGradients(batch[i], gradient[i]);
                    }
                }

                @Override
                public void close() {}
            };
        }

        private void addGradients(float[] input, float... gradient) {
            FloatBuffer weights = weight.gradient();
            FloatBuffer biases = bias.gradient();
            for (int o = 0; o < gradient.length; o++) {
                biases.put(o, biases.get(o) + gradient[o]);
                for (int k = 0; k < input.length; k++) {
                    int at = o * input.length + k;
                    weights.put(at, weights.get(at) + gradient[o] * input[k]);
                }
            }
        }

        @Override
        public float[][] trainingFeatures(float[][] batch, Draws draws) {
            return features(batch);
        }

        @Override
        public float[][] features(float[][] batch) {
            FloatBuffer weights = weight.value();
            float[][] features = new float[batch.length][bias.value().remaining()];
            for (int i = 0; i < batch.length; i++) {
                for (int o = 0; o < features[i].length; o++) {
                    double sum = bias.value().get(o);
                    for (int k = 0; k < batch[i].length; k++) {
                        sum += (double) weights.get(o * batch[i].length + k) * batch[i][k];
                    }
                    features[i][o] = (float) sum;
                }
            }
            return features;
        }

        @Override
        public void close() {}
    }
}
