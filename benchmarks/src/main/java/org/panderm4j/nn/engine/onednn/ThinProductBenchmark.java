package org.panderm4j.nn.engine.onednn;

import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.FloatPointer;
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
import org.panderm4j.nn.engine.onednn.TrainingKernels.Product;

/** A product of a batch of feature vectors with a weight matrix, forward and back, by the library's own product and ours for few rows. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class ThinProductBenchmark {
    /** In turn, so that none of them is in the cache, as in a network. */
    private static final int MATRICES = 12;

    /** Which product of a linear layer. */
    public enum Way {
        /** x W^T. */
        FORWARD,
        /** The gradient by x. */
        BACK,
        /** The gradient by W. */
        WEIGHTS
    }

    @Param
    Way way;

    @Param("32")
    int batch;

    @Param({"1024", "2048"})
    int width;

    private final FloatPointer[] matrices = new FloatPointer[MATRICES];
    private TrainingKernels kernels;
    private FloatPointer x;
    private FloatPointer y;
    private Product product;
    private int turn;

    @Setup
    public void prepare() {
        kernels = TrainingKernels.ifPresent().orElseThrow();
        x = zeros((long) batch * width);
        y = zeros((long) batch * width);
        for (int i = 0; i < MATRICES; i++) {
            matrices[i] = zeros((long) width * width);
        }
        product = switch (way) {
            case FORWARD -> new Product(1, batch, width, width, false, true);
            case BACK -> new Product(1, batch, width, width, false, false);
            case WEIGHTS -> new Product(1, width, batch, width, true, false);
        };
    }

    private static FloatPointer zeros(long values) {
        FloatPointer pointer = new FloatPointer(values);
        pointer.zero();
        return pointer;
    }

    @TearDown
    public void close() {
        kernels.close();
    }

    @Benchmark
    public void plain() {
        long matrix = next();
        if (way == Way.WEIGHTS) {
            kernels.multiplyPlainly(product, x.address(), y.address(), matrix, false);
        } else {
            kernels.multiplyPlainly(product, x.address(), matrix, y.address(), false);
        }
    }

    @Benchmark
    public void thin() {
        long matrix = next();
        if (way == Way.WEIGHTS) {
            kernels.multiply(product, x.address(), y.address(), matrix, false);
        } else {
            kernels.multiply(product, x.address(), matrix, y.address(), false);
        }
    }

    private long next() {
        turn = (turn + 1) % MATRICES;
        return matrices[turn].address();
    }
}
