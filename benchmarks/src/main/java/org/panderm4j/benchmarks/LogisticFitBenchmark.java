package org.panderm4j.benchmarks;

import java.util.OptionalDouble;
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
import org.panderm4j.nn.linear.FeatureMatrix;
import org.panderm4j.nn.linear.Lbfgs;
import org.panderm4j.nn.linear.LinearHead;
import org.panderm4j.nn.linear.LogisticRegression;
import org.panderm4j.nn.linear.LogisticRegression.Fit;
import org.panderm4j.nn.linear.Penalty;
import org.panderm4j.nn.train.Workers;

/** A hundred iterations of a logistic regression's fit, float32 rows to a head; the counter tells the objective's evaluations. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
public class LogisticFitBenchmark {
    private static final int ITERATIONS = 100;
    private static final int MEMORY = 100;

    /** Evaluations in a fit. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Counter {
        public int evaluations;
    }

    @Param({"LARGE"})
    LogisticBenchmark.Size size;

    private final Workers workers = new Workers(Runtime.getRuntime().availableProcessors());
    private MadeUpFeatures data;
    private LinearHead start;
    private LogisticRegression regression;

    @Setup
    public void prepare() {
        data = size.features();
        start = LinearHead.of(new double[data.classes() * data.width()], new double[data.classes()]);
        Lbfgs solver = new Lbfgs(ITERATIONS, 10 * ITERATIONS, MEMORY, 0, 0); // no tolerance: all of the iterations
        regression = new LogisticRegression(Penalty.L2, OptionalDouble.of(1), solver);
    }

    @TearDown
    public void close() {
        workers.close();
    }

    @Benchmark
    public Fit fit(Counter counter) {
        try (FeatureMatrix features = FeatureMatrix.of(data.rows())) {
            Fit fit = regression.fit(
                    features,
                    data.labels(),
                    data.weights(),
                    start,
                    workers,
                    LogisticRegression.Progress.NONE,
                    () -> false);
            if (fit.solution().iterations() != ITERATIONS) {
                throw new IllegalStateException("expected " + ITERATIONS + " iterations, found "
                        + fit.solution().iterations() + ", ended by "
                        + fit.solution().ending());
            }
            counter.evaluations = fit.solution().evaluations();
            return fit;
        }
    }
}
