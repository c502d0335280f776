package org.panderm4j.nn.sae.fused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.nn.engine.onednn.OneDnn;
import org.panderm4j.nn.sae.AuxiliaryLoss;
import org.panderm4j.nn.sae.GraphSae;
import org.panderm4j.nn.sae.SaeDesign;
import org.panderm4j.nn.sae.SaeNetwork;
import org.panderm4j.nn.sae.SaeStep;
import org.panderm4j.nn.sae.SaeWeights;
import org.panderm4j.nn.sae.Sparsity;
import org.panderm4j.nn.train.Parameter;

class FusedSaeTest {
    @BeforeAll
    static void present() {
        assumeTrue(OneDnn.absence().isEmpty(), () -> OneDnn.absence().orElseThrow());
    }

    /**
     * A network and a batch.
     *
     * @param shift of the encoder's biases: above 0, most features are active, far below none
     * @param silent share of features that no row activates
     */
    record Case(int n, int m, Sparsity sparsity, int rows, double shift, double silent, double dead) {
        SaeWeights weights() {
            SplittableRandom random = new SplittableRandom(n * 31L + m * 7L + rows);
            SaeDesign design = new SaeDesign(n, m, sparsity, new AuxiliaryLoss(Math.max(1, m / 8), 0.25));
            float[] biases = values(m, 0.1, random);
            for (int j = 0; j < m; j++) {
                biases[j] += (float) (random.nextDouble() < silent ? -100 : shift);
            }
            return new SaeWeights(
                    design,
                    values(n, 0.3, random),
                    values(m * n, 2 / Math.sqrt(n), random),
                    biases,
                    values(n * m, 1, random),
                    0.2f);
        }

        float[][] x() {
            SplittableRandom random = new SplittableRandom(rows);
            return Stream.generate(() -> values(n, 1, random)).limit(rows).toArray(float[][]::new);
        }

        boolean[] deadFeatures() {
            boolean[] flags = new boolean[sparsity instanceof Sparsity.L1 ? 0 : m];
            SplittableRandom random = new SplittableRandom(m);
            for (int j = 0; j < flags.length; j++) {
                flags[j] = random.nextDouble() < dead;
            }
            return flags;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case(1, 1, new Sparsity.L1(), 1, 0.5, 0, 0),
                new Case(7, 13, new Sparsity.L1(), 1, 0, 0, 0),
                new Case(33, 65, new Sparsity.L1(), 129, 1, 0, 0),
                new Case(33, 700, new Sparsity.L1(), 129, 0, 0.7, 0),
                new Case(65, 701, new Sparsity.L1(), 200, -2, 0, 0),
                new Case(130, 300, new Sparsity.L1(), 70, -100, 0, 0),
                new Case(40, 1030, new Sparsity.L1(), 65, 0, 0.2, 0),
                new Case(7, 13, new Sparsity.TopK(13), 3, 0, 0, 0.5),
                new Case(33, 301, new Sparsity.TopK(5), 130, 0, 0, 0),
                new Case(33, 301, new Sparsity.TopK(5), 130, 0, 0.3, 0.5),
                new Case(33, 301, new Sparsity.TopK(5), 65, -100, 0, 1),
                new Case(7, 13, new Sparsity.BatchTopK(1), 1, 0, 0, 0.5),
                new Case(33, 301, new Sparsity.BatchTopK(5), 130, 0, 0, 0),
                new Case(33, 301, new Sparsity.BatchTopK(300), 70, 0, 0.3, 0.5));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void computesWhatTheGraphDoes(Case one) {
        try (GraphSae graph = GraphSae.open(one.weights(), 2);
                FusedSae fused = FusedSae.open(one.weights(), 2)) {
            SaeStep expected = graph.gradients(direct(one.x()), one.rows(), 0.01, one.deadFeatures());
            for (int repetition = 0; repetition < 2; repetition++) {
                fused.parameters().list().forEach(Parameter::clearGradient);
                SaeStep step = fused.gradients(direct(one.x()), one.rows(), 0.01, one.deadFeatures());
                assertThat(step.fired()).isEqualTo(expected.fired());
                close("l1", step.l1(), expected.l1(), 1 + expected.l1());
                close("penalty", step.penalty(), expected.penalty(), 1 + expected.penalty());
                close("l2", step.l2(), expected.l2(), 1 + expected.l2());
                close("auxiliary", step.auxiliary(), expected.auxiliary(), 1 + expected.auxiliary());
                close("l0", step.l0(), expected.l0(), 1e-4);
                close("least", step.least(), expected.least(), 1);
                List<Parameter> parameters = fused.parameters().list();
                for (int p = 0; p < parameters.size(); p++) {
                    String name = parameters.get(p).name();
                    close(
                            name,
                            gradient(parameters.get(p)),
                            gradient(graph.parameters().list().get(p)));
                }
            }
        }
    }

    private static float[] gradient(Parameter parameter) {
        float[] values = new float[parameter.gradient().remaining()];
        parameter.gradient().get(values);
        return values;
    }

    private static void close(String what, double found, double expected, double scale) {
        assertThat(found).as(what).isCloseTo(expected, within(2e-5 * scale));
    }

    private static void close(String what, float[] found, float[] expected) {
        float largest = 1e-4f;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            assertThat(found[i]).as("%s, %d", what, i).isCloseTo(expected[i], within(2e-5f * largest));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void appliesWhatTheGraphDoes(Case one) {
        float[][] expected = applied(GraphSae.open(one.weights(), 2), one);
        float[][] found = applied(FusedSae.open(one.weights(), 2), one);
        close("learned", found[0], expected[0]);
        close("reconstructed", found[1], expected[1]);
    }

    private static float[][] applied(SaeNetwork network, Case one) {
        FloatBuffer learned = direct(new float[one.rows()][one.m()]);
        FloatBuffer reconstructed = direct(new float[one.rows()][one.n()]);
        network.parameters().setThreshold(0.2f);
        try (network) {
            network.apply(direct(one.x()), one.rows(), learned, null);
            network.apply(direct(one.x()), one.rows(), null, reconstructed);
        }
        float[][] values = {new float[learned.limit()], new float[reconstructed.limit()]};
        learned.get(0, values[0]);
        reconstructed.get(0, values[1]);
        return values;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesTheSameBitsAgain(Case one) {
        float[][] first = gradients(one, 1);
        float[][] again = gradients(one, 1);
        assertThat(again).isDeepEqualTo(first);
        assertThat(gradients(one, 2)).isDeepEqualTo(gradients(one, 2));
    }

    private static float[][] gradients(Case one, int threads) {
        try (FusedSae fused = FusedSae.open(one.weights(), threads)) {
            fused.gradients(direct(one.x()), one.rows(), 0.01, one.deadFeatures());
            return fused.parameters().list().stream()
                    .map(FusedSaeTest::gradient)
                    .toArray(float[][]::new);
        }
    }

    @Test
    void scalesDictionaryVectorsToOne() {
        Case one = new Case(70, 13, new Sparsity.L1(), 1, 0, 0, 0);
        SaeWeights weights = one.weights();
        for (int i = 0; i < 70; i++) {
            weights.decoderWeight()[i * 13 + 4] = 0;
        }
        try (FusedSae fused = FusedSae.open(weights, 2)) {
            fused.constrain();
            for (int j = 0; j < 13; j++) {
                double square = 0;
                for (float value : fused.parameters().weights().dictionaryVector(j)) {
                    square += value * value;
                }
                assertThat(Math.sqrt(square)).isCloseTo(j == 4 ? 0 : 1, within(1e-6));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void takesNoMoreMemoryStepByStep(Case one) {
        FusedSae fused = FusedSae.open(one.weights(), 2);
        try (fused) {
            long[] bytes = new long[3];
            for (int i = 0; i < bytes.length; i++) {
                fused.gradients(direct(one.x()), one.rows(), 0.01, one.deadFeatures());
                fused.apply(direct(one.x()), one.rows(), null, direct(new float[one.rows()][one.n()]));
                bytes[i] = fused.scratchBytes();
            }
            assertThat(bytes).containsOnly(bytes[0]);
        }
        assertThat(fused.scratchBytes()).isZero();
    }

    @Test
    void readsAndWritesFromPositionsOn() {
        Case one = new Case(7, 13, new Sparsity.L1(), 3, 0, 0, 0);
        FloatBuffer x = direct(one.x());
        FloatBuffer learned = direct(new float[3][13]);
        try (FusedSae fused = FusedSae.open(one.weights(), 1)) {
            fused.apply(x, 3, learned, null);
            FloatBuffer last = direct(new float[3][13]);
            fused.apply(x.position(14), 1, last.position(26), null);
            assertThat(x.position()).isEqualTo(14);
            for (int j = 0; j < 13; j++) {
                assertThat(last.get(26 + j)).isCloseTo(learned.get(26 + j), within(1e-6f));
                assertThat(last.get(j)).isZero();
            }
        }
    }

    private static FloatBuffer direct(float[][] rows) {
        FloatBuffer buffer = ByteBuffer.allocateDirect(rows.length * rows[0].length * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        for (float[] row : rows) {
            buffer.put(row);
        }
        return buffer.flip();
    }

    private static float[] values(int count, double scale, SplittableRandom random) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (scale * (2 * random.nextDouble() - 1));
        }
        return values;
    }
}
