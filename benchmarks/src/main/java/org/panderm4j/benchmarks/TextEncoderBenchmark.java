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

/**
 * Whole text towers on short prompts that are padded to the longest length; the counter {@code texts} is texts a second. The
 * columns in which every text has ended are cut off first, as the program does it for every engine.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 1, time = 3)
@Measurement(iterations = 3, time = 5)
public class TextEncoderBenchmark {
    /** What was encoded, counted by JMH over the time of an iteration. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Counter {
        public long texts;
    }

    @Param({"SMALL"})
    Bert model;

    @Param({"64"})
    int batch;

    @Param({Engines.SAMEDIFF, Engines.ONEDNN})
    String engine;

    /** samediff has {@code F32} only. */
    @Param({"F32"})
    Precision precision;

    private Encoder encoder;
    private Batch.Texts prompts;

    @Setup
    public void open() {
        Tower tower = model.tower();
        encoder = Engines.open(tower, new NoiseWeights(tower), "", new EngineOptions(engine, precision, 0));
        prompts = Bert.prompts(batch);
    }

    @TearDown
    public void close() {
        encoder.close();
    }

    @Benchmark
    public float[][] encode(Counter counter) {
        counter.texts += batch;
        return encoder.features(prompts.cut(Bert.end()), Tower.EMBEDDING);
    }
}
