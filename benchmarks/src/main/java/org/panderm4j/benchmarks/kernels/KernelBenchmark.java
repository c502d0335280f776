package org.panderm4j.benchmarks.kernels;

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
import org.panderm4j.benchmarks.Vit;

/** One kernel of one engine at the sizes that it has in a vision transformer; a subclass names the kernel. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public abstract class KernelBenchmark {
    @Param({"SAMEDIFF", "ONEDNN"})
    KernelSource engine;

    @Param({"SMALL"})
    Vit model;

    @Param({"8"})
    int batch;

    private Kernel kernel;

    /** Prepares the kernel; parameters are set. */
    abstract Kernel kernel(Kernels kernels);

    /** b n */
    final int rows() {
        return batch * Vit.TOKENS;
    }

    @Setup
    public void prepare() {
        kernel = kernel(engine.kernels());
    }

    @Benchmark
    public void run() {
        kernel.run();
    }

    @TearDown
    public void close() {
        kernel.close();
    }
}
