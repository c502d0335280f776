package org.panderm4j.benchmarks;

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
import org.panderm4j.nn.linear.FeatureMatrix;
import org.panderm4j.nn.linear.LogisticObjective;
import org.panderm4j.nn.linear.Objective;
import org.panderm4j.nn.linear.Penalty;
import org.panderm4j.nn.train.Workers;

/** Value and gradient of a logistic regression's objective, once. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LogisticBenchmark {
    /** Rows, width of features, classes. */
    public enum Size {
        SMALL(1000, 64, 8),
        MIDDLE(4000, 512, 32),
        LARGE(20_000, 1024, 128);

        private final int rows;
        private final int width;
        private final int classes;

        Size(int rows, int width, int classes) {
            this.rows = rows;
            this.width = width;
            this.classes = classes;
        }

        MadeUpFeatures features() {
            return MadeUpFeatures.of(rows, width, classes);
        }
    }

    private static final double COST = 1;
    private static final double TOLERANCE = 1e-10;

    @Param({"SMALL", "MIDDLE"})
    Size size;

    private final Workers workers = new Workers(Runtime.getRuntime().availableProcessors());
    private FeatureMatrix features;
    private LogisticObjective fast;
    private Objective simple;
    private double[] point;
    private double[] gradient;

    @Setup
    public void prepare() {
        MadeUpFeatures data = size.features();
        features = FeatureMatrix.of(data.rows());
        fast = new LogisticObjective(
                features, data.labels(), data.weights(), data.classes(), Penalty.L2, COST, workers);
        simple = new PlainLogistic(data, COST);
        point = new double[data.classes() * (data.width() + 1)];
        gradient = new double[point.length];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < point.length; i++) {
            point[i] = random.nextDouble(-0.1, 0.1);
        }
        requireAgreement();
    }

    private void requireAgreement() {
        double[] expected = new double[point.length];
        double difference = Math.abs(simple.evaluate(point, expected) - fast.evaluate(point, gradient));
        for (int i = 0; i < expected.length; i++) {
            difference = Math.max(difference, Math.abs(expected[i] - gradient[i]));
        }
        if (!(difference <= TOLERANCE)) {
            throw new IllegalStateException(
                    "the two objectives differ by " + difference + ", so that their times say nothing");
        }
    }

    @TearDown
    public void close() {
        fast.close();
        features.close();
        workers.close();
    }

    /** Products on ND4J, the rest on as many threads as there are cores. */
    @Benchmark
    public double fast() {
        return fast.evaluate(point, gradient);
    }

    /** Plain loops on one thread. */
    @Benchmark
    public double simple() {
        return simple.evaluate(point, gradient);
    }
}
