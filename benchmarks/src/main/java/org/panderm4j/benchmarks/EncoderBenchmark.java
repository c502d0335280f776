package org.panderm4j.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
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
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.engine.Encoder;
import org.panderm4j.nn.engine.EngineOptions;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.engine.Engines;
import org.panderm4j.nn.tower.Tower;

/** Whole image towers; the counter {@code pictures} is images a second. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 1, time = 3)
@Measurement(iterations = 3, time = 5)
public class EncoderBenchmark {
    /** What was encoded, counted by JMH over the time of an iteration. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Counter {
        public long pictures;
    }

    @Param({"SMALL"})
    Vit model;

    @Param({"1", "8"})
    int batch;

    @Param({Engines.SAMEDIFF, Engines.ONEDNN})
    String engine;

    /** samediff has {@code F32} only, {@code TF32} only cuda ({@code -p engine=cuda}, in a build with profile cuda13). */
    @Param({"F32"})
    Precision precision;

    private Encoder encoder;
    private Batch pictures;

    @Setup
    public void open() {
        Tower tower = model.tower();
        encoder = Engines.open(tower, new NoiseWeights(tower), "", new EngineOptions(engine, precision, 0));
        pictures = Vit.batch(batch);
    }

    @TearDown
    public void close() {
        encoder.close();
    }

    @Benchmark
    public float[][] encode(Counter counter) {
        counter.pictures += batch;
        return encoder.features(pictures, Tower.EMBEDDING);
    }
}
