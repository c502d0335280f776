package org.panderm4j.benchmarks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.panderm4j.nn.sae.SaeDesign;
import org.panderm4j.nn.sae.SaeNetwork;
import org.panderm4j.nn.sae.SaeStep;
import org.panderm4j.nn.sae.SaeWeights;
import org.panderm4j.nn.sae.Sparsity;
import org.panderm4j.nn.sae.fused.SaeNetworks;

/** A sparse autoencoder, 768 to 6144, as the graph and in its fused form: forward and back, and forward alone. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 3, time = 10)
public class SaeStepBenchmark {
    private static final int INPUTS = 768;
    private static final int FEATURES = 6144;
    private static final double LAMBDA = 3e-5;
    private static final boolean[] NONE_DEAD = {};

    @Param({"samediff", "onednn"})
    String engine;

    /** Of the encoder: 0 makes half of the activations positive, -0.0867 about 50 a row. */
    @Param({"0", "-0.0867"})
    float bias;

    @Param({"4096"})
    int batch;

    private SaeNetwork network;
    private FloatBuffer rows;
    private FloatBuffer learned;

    @Setup
    public void prepare() {
        Random random = new Random(1);
        float[] encoder = new float[FEATURES * INPUTS];
        float[] decoder = new float[INPUTS * FEATURES];
        float[] biases = new float[FEATURES];
        for (int j = 0; j < FEATURES; j++) {
            float[] vector = unit(random);
            System.arraycopy(vector, 0, encoder, j * INPUTS, INPUTS);
            for (int i = 0; i < INPUTS; i++) {
                decoder[i * FEATURES + j] = vector[i];
            }
            biases[j] = bias;
        }
        SaeDesign design = new SaeDesign(INPUTS, FEATURES, new Sparsity.L1());
        network = SaeNetworks.open(new SaeWeights(design, new float[INPUTS], encoder, biases, decoder, 0), engine, 0);
        rows = floats(batch * INPUTS);
        for (int i = 0; i < batch; i++) {
            rows.put(i * INPUTS, unit(random));
        }
        learned = floats(batch * FEATURES);
    }

    private static FloatBuffer floats(int count) {
        return ByteBuffer.allocateDirect(count * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    private static float[] unit(Random random) {
        float[] row = new float[INPUTS];
        double square = 0;
        for (int i = 0; i < INPUTS; i++) {
            row[i] = (float) random.nextGaussian();
            square += (double) row[i] * row[i];
        }
        for (int i = 0; i < INPUTS; i++) {
            row[i] /= (float) Math.sqrt(square);
        }
        return row;
    }

    @TearDown
    public void close() {
        network.close();
    }

    @Benchmark
    public SaeStep gradients() {
        return network.gradients(rows, batch, LAMBDA, NONE_DEAD);
    }

    @Benchmark
    public FloatBuffer encode() {
        network.apply(rows, batch, learned, null);
        return learned;
    }
}
