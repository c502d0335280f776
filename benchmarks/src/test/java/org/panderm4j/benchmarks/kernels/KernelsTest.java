package org.panderm4j.benchmarks.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every engine's kernels compute what they are measured for; shapes without round numbers, more than one batch. */
class KernelsTest {
    /** Of the largest value. */
    private static final double F32_TOLERANCE = 2e-6;

    /** Five roundings to eight binary digits, as in attention: of queries, keys, shares, values and the result. */
    private static final double BF16_TOLERANCE = 5 * Math.pow(2, -9);

    private static void assumePresent(KernelSource engine) {
        assumeThat(engine.absence()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void kernelsAreThereOrSayWhyNot(KernelSource engine) {
        if (engine.absence().isEmpty()) {
            assertThat(engine.kernels()).isNotNull();
        } else {
            assertThatIllegalStateException()
                    .isThrownBy(engine::kernels)
                    .withMessageContainingAll(engine.name(), engine.absence().get(), "-p engine=SAMEDIFF");
        }
    }

    static Stream<Arguments> linearLayers() {
        return Arrays.stream(KernelSource.values())
                .flatMap(engine -> Arrays.stream(LinearShape.Fusion.values())
                        .map(fusion -> Arguments.of(engine, new LinearShape(22, 24, 40, fusion))));
    }

    @ParameterizedTest
    @MethodSource("linearLayers")
    void linearWithEachFusion(KernelSource engine, LinearShape shape) {
        assumePresent(engine);
        check(engine, engine.kernels().linear(shape), KernelReference.linear(shape));
    }

    @ParameterizedTest
    @EnumSource
    void attention(KernelSource engine) {
        assumePresent(engine);
        AttentionShape shape = new AttentionShape(2, 11, 3, 8);
        check(engine, engine.kernels().attention(shape), KernelReference.attention(shape));
    }

    @ParameterizedTest
    @EnumSource
    void layerNorm(KernelSource engine) {
        assumePresent(engine);
        RowsShape shape = new RowsShape(11, 24);
        check(engine, engine.kernels().layerNorm(shape), byRows(shape, row -> KernelReference.layerNorm(row, shape)));
    }

    @ParameterizedTest
    @EnumSource
    void softmax(KernelSource engine) {
        assumePresent(engine);
        RowsShape shape = new RowsShape(33, 11);
        check(engine, engine.kernels().softmax(shape), byRows(shape, KernelReference::softmax));
    }

    @ParameterizedTest
    @EnumSource
    void gelu(KernelSource engine) {
        assumePresent(engine);
        RowsShape shape = new RowsShape(11, 96);
        check(
                engine,
                engine.kernels().gelu(shape),
                byRows(
                        shape,
                        row -> Arrays.stream(row).map(KernelReference::gelu).toArray()));
    }

    @ParameterizedTest
    @EnumSource
    void runsAgainInTheMemoryOfTheRunBefore(KernelSource engine) {
        assumePresent(engine);
        AttentionShape shape = new AttentionShape(2, 11, 3, 8);
        try (Kernel kernel = engine.kernels().attention(shape)) {
            float[] first = kernel.result();
            for (int i = 0; i < 5; i++) {
                kernel.run();
            }
            assertThat(kernel.result()).containsExactly(first);
        }
    }

    private static double[] byRows(RowsShape shape, UnaryOperator<double[]> function) {
        float[] x = shape.x();
        double[] y = new double[x.length];
        for (int row = 0; row < shape.rows(); row++) {
            double[] values = new double[shape.width()];
            for (int i = 0; i < values.length; i++) {
                values[i] = x[row * shape.width() + i];
            }
            System.arraycopy(function.apply(values), 0, y, row * shape.width(), shape.width());
        }
        return y;
    }

    /** Compares the whole of both, by the largest value expected. */
    private static void check(KernelSource engine, Kernel made, double[] expected) {
        try (Kernel kernel = made) {
            float[] found = kernel.result();
            assertThat(found).hasSameSizeAs(expected);
            double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
            double error = 0;
            for (int i = 0; i < expected.length; i++) {
                // A value that is no number is an error of any size.
                double distance = Math.abs(found[i] - expected[i]);
                error = distance <= error ? error : distance;
            }
            assertThat(error).isLessThan(tolerance(engine) * largest);
        }
    }

    private static double tolerance(KernelSource engine) {
        return switch (engine) {
            case SAMEDIFF, ONEDNN -> F32_TOLERANCE;
            case ONEDNN_BF16 -> BF16_TOLERANCE;
        };
    }
}
