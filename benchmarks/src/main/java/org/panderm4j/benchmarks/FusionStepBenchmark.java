package org.panderm4j.benchmarks;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
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
import org.panderm4j.nn.fusion.Fusing;
import org.panderm4j.nn.fusion.FusionDesign;
import org.panderm4j.nn.fusion.FusionDesign.HeadKind;
import org.panderm4j.nn.fusion.FusionDesign.Images;
import org.panderm4j.nn.fusion.FusionDesign.Metadata;
import org.panderm4j.nn.fusion.FusionDesign.Output;
import org.panderm4j.nn.fusion.FusionInitialWeights;
import org.panderm4j.nn.fusion.FusionInputs;
import org.panderm4j.nn.fusion.FusionLoss;
import org.panderm4j.nn.fusion.FusionNetwork;
import org.panderm4j.nn.fusion.FusionTargets;
import org.panderm4j.nn.train.Draws;
import org.panderm4j.nn.train.Workers;
import org.panderm4j.nn.train.optimizer.Adam;
import org.panderm4j.nn.train.optimizer.AdamSettings;
import org.panderm4j.nn.train.optimizer.Clipping;
import org.panderm4j.nn.train.optimizer.Gradients;
import org.panderm4j.nn.train.optimizer.ParameterGroups;

/** A training step of the fusion network over frozen towers, as for Derm7pt: widths of PanDerm-2, 0.14 G parameters, and its parts. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 3, time = 10)
public class FusionStepBenchmark {
    private static final Draws DRAWS = name -> new SplittableRandom(name.hashCode());
    private static final double RATE = 1e-5;

    @Param({"32"})
    int batch;

    private final Workers workers = new Workers(Runtime.getRuntime().availableProcessors());
    private FusionNetwork network;
    private FusionLoss loss;
    private Gradients gradients;
    private Adam adam;
    private FusionInputs inputs;
    private FusionTargets targets;

    @Setup
    public void prepare() {
        FusionDesign design = new FusionDesign(
                true,
                true,
                new Images(1024, Fusing.CROSS_ATTENTION, 8, 2),
                false,
                Optional.of(new Metadata(Metadata.Kind.TEXT, 768, 768, Fusing.CROSS_ATTENTION, 8, 4)),
                HeadKind.MLP,
                List.of(new Output("diagnosis", 5)));
        network = FusionNetwork.open(
                design,
                new FusionInitialWeights(design, DRAWS),
                FusionNetwork.Options.withThreads(Runtime.getRuntime().availableProcessors()));
        loss = new FusionLoss(design, FusionLoss.Options.plain());
        gradients = new Gradients(network.parameters(), workers);
        adam = new Adam(
                ParameterGroups.of(network.parameters())
                        .decay(1e-4)
                        .decayed(any -> true)
                        .build(),
                AdamSettings.adam(0.9, 0.999, 1e-8),
                workers);
        Random random = new Random(1);
        inputs = new FusionInputs(
                Optional.of(features(1024, random)),
                Optional.of(features(1024, random)),
                Optional.of(features(768, random)));
        targets = FusionTargets.of(random.ints(batch, 0, 5).toArray());
    }

    private float[][] features(int width, Random random) {
        float[][] rows = new float[batch][width];
        for (float[] row : rows) {
            for (int i = 0; i < width; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        return rows;
    }

    @TearDown
    public void close() {
        adam.close();
        network.close();
        workers.close();
    }

    /** As the trainer does it: gradients to 0, forward, back, norm and clipping, Adam. */
    @Benchmark
    public double step() {
        gradients.clear();
        double value = pass();
        Clipping.globalNorm(1).apply(gradients);
        adam.step(RATE);
        return value;
    }

    /** Forward and back alone. */
    @Benchmark
    public double pass() {
        try (FusionNetwork.Pass pass = network.forward(inputs, DRAWS)) {
            FusionLoss.Value value = loss.of(pass.logits(), targets);
            pass.backward(value.gradient());
            return value.loss();
        }
    }

    /** Forward alone, as in training. */
    @Benchmark
    public float[][] forward() {
        try (FusionNetwork.Pass pass = network.forward(inputs, DRAWS)) {
            return pass.logits();
        }
    }

    /** The norm of all gradients, without clipping. */
    @Benchmark
    public double norm() {
        return gradients.norm();
    }

    /** Adam alone. */
    @Benchmark
    public void update() {
        adam.step(RATE);
    }
}
