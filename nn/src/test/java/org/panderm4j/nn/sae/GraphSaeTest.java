package org.panderm4j.nn.sae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.nn.train.Parameter;

/** The graph against the formulas in double precision, and these against central differences. */
class GraphSaeTest {
    private static final int N = 6;
    private static final int M = 20;
    private static final int ROWS = 9;
    private static final double LAMBDA = 3e-3;

    static Stream<SaeDesign> designs() {
        AuxiliaryLoss auxiliary = new AuxiliaryLoss(2, 0.5);
        return Stream.of(
                new SaeDesign(N, M, new Sparsity.L1()),
                new SaeDesign(N, M, new Sparsity.TopK(3), auxiliary),
                new SaeDesign(N, M, new Sparsity.BatchTopK(3), auxiliary));
    }

    static SaeWeights weights(SaeDesign design, long seed) {
        Random random = new Random(seed);
        return new SaeWeights(
                design,
                floats(random, design.inputs()),
                floats(random, design.inputs() * design.features()),
                floats(random, design.features()),
                floats(random, design.inputs() * design.features()),
                0.3f);
    }

    private static float[] floats(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return values;
    }

    private static double[][] rows(long seed) {
        Random random = new Random(seed);
        return Stream.generate(
                        () -> random.doubles(N).map(one -> (float) (one - 0.5)).toArray())
                .limit(ROWS)
                .toArray(double[][]::new);
    }

    private static FloatBuffer direct(int count) {
        return ByteBuffer.allocateDirect(4 * count)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** Behind a few other values: the position counts. */
    private static FloatBuffer entered(double[][] rows) {
        FloatBuffer buffer = direct(ROWS * N + 3);
        buffer.position(3);
        for (double[] row : rows) {
            for (double value : row) {
                buffer.put((float) value);
            }
        }
        return buffer.position(3);
    }

    private static boolean[] dead() {
        boolean[] dead = new boolean[M];
        for (int j = 0; j < M; j += 4) {
            dead[j] = true;
        }
        return dead;
    }

    @ParameterizedTest
    @MethodSource("designs")
    void handDerivedGradientsAreThoseOfTheLosses(SaeDesign design) {
        DoubleSae sae = new DoubleSae(weights(design, 1), rows(2), LAMBDA, dead());
        double[][] gradients = sae.gradients();
        double h = 1e-5;
        for (int k = 0; k < N; k++) {
            assertThat(gradients[0][k]).isCloseTo(difference(sae, sae.b, k, h), within(1e-8));
            assertThat(gradients[1][7 * N + k]).isCloseTo(difference(sae, sae.we[7], k, h), within(1e-8));
            assertThat(gradients[1][8 * N + k]).isCloseTo(difference(sae, sae.we[8], k, h), within(1e-8));
        }
        for (int j = 0; j < M; j++) {
            assertThat(gradients[2][j]).isCloseTo(difference(sae, sae.be, j, h), within(1e-8));
            assertThat(gradients[3][2 * M + j]).isCloseTo(difference(sae, sae.wd[2], j, h), within(1e-8));
        }
    }

    private static double difference(DoubleSae sae, double[] values, int index, double h) {
        double value = values[index];
        values[index] = value + h;
        double above = sae.total();
        values[index] = value - h;
        double below = sae.total();
        values[index] = value;
        return (above - below) / (2 * h);
    }

    @ParameterizedTest
    @MethodSource("designs")
    void lossesAndGradientsAreThoseOfTheFormulas(SaeDesign design) {
        SaeWeights weights = weights(design, 3);
        DoubleSae expected = new DoubleSae(weights, rows(4), LAMBDA, dead());
        boolean[] dead = design.sparsity() instanceof Sparsity.L1 ? new boolean[0] : dead();
        try (GraphSae sae = GraphSae.open(weights, 2)) {
            FloatBuffer x = entered(rows(4));
            sae.gradients(x, ROWS - 2, LAMBDA, dead); // must leave nothing behind
            SaeStep step = sae.gradients(x, ROWS, LAMBDA, dead);
            assertThat(x.position()).isEqualTo(3);
            assertThat(step.l1()).isCloseTo(expected.l1(), within(1e-5));
            assertThat(step.penalty()).isCloseTo(LAMBDA * expected.l1(), within(1e-7));
            assertThat(step.l2()).isCloseTo(expected.l2(), within(1e-6));
            assertThat(step.auxiliary()).isCloseTo(expected.auxiliary(), within(1e-6));
            assertThat(step.auxiliary() > 0).isEqualTo(dead.length > 0);
            checkActivity(step, expected, design);
            double[][] gradients = expected.gradients();
            expected.project(gradients[3]);
            for (int p = 0; p < gradients.length; p++) {
                Parameter parameter = sae.parameters().list().get(p);
                FloatBuffer gradient = parameter.gradient();
                assertThat(gradient.remaining()).isEqualTo(gradients[p].length);
                for (int i = 0; i < gradients[p].length; i++) {
                    assertThat((double) gradient.get(i))
                            .as("%s %d", parameter.name(), i)
                            .isCloseTo(gradients[p][i], within(1e-6));
                }
            }
        }
    }

    private static void checkActivity(SaeStep step, DoubleSae expected, SaeDesign design) {
        int all = 0;
        double least = Double.MAX_VALUE;
        for (int j = 0; j < M; j++) {
            int fired = 0;
            for (int i = 0; i < ROWS; i++) {
                if (expected.active[i][j]) {
                    fired++;
                    least = Math.min(least, expected.pre(i)[j]);
                }
            }
            all += fired;
            assertThat(step.fired()[j]).isEqualTo(fired);
        }
        assertThat(step.l0()).isCloseTo((double) all / ROWS, within(1e-12));
        boolean thresholded = design.sparsity() instanceof Sparsity.BatchTopK;
        assertThat((double) step.least()).isCloseTo(thresholded ? least : 0, within(1e-6));
    }

    @ParameterizedTest
    @MethodSource("designs")
    void inUseARowDoesNotDependOnItsNeighbours(SaeDesign design) {
        SaeWeights weights = weights(design, 5);
        try (GraphSae sae = GraphSae.open(weights, 2)) {
            FloatBuffer x = entered(rows(6));
            FloatBuffer learned = direct(ROWS * M);
            FloatBuffer reconstructed = direct(ROWS * N);
            sae.apply(x, ROWS, learned, reconstructed);
            FloatBuffer last = direct(M);
            sae.apply(x.slice(3 + (ROWS - 1) * N, N), 1, last, null);
            for (int j = 0; j < M; j++) {
                assertThat(last.get(j)).isCloseTo(learned.get((ROWS - 1) * M + j), within(1e-6f));
            }
            DoubleSae expected = new DoubleSae(weights, rows(6), LAMBDA, new boolean[M]);
            for (int j = 0; j < M; j++) {
                double pre = expected.pre(2)[j];
                boolean kept = design.sparsity() instanceof Sparsity.BatchTopK ? pre > 0.3 : expected.active[2][j];
                assertThat((double) learned.get(2 * M + j)).isCloseTo(kept ? pre : 0, within(1e-6));
            }
            double[] f = new double[M];
            for (int j = 0; j < M; j++) {
                f[j] = learned.get(2 * M + j);
            }
            for (int k = 0; k < N; k++) {
                assertThat((double) reconstructed.get(2 * N + k)).isCloseTo(expected.decoded(f, true)[k], within(1e-6));
            }
        }
    }

    @Test
    void withoutDeadFeaturesTheAuxiliaryLossIsNothing() {
        SaeDesign design = new SaeDesign(N, M, new Sparsity.TopK(3));
        SaeWeights weights = weights(design, 7);
        DoubleSae expected = new DoubleSae(weights, rows(8), 0, new boolean[M]);
        try (GraphSae sae = GraphSae.open(weights, 1)) {
            SaeStep step = sae.gradients(entered(rows(8)), ROWS, 0, new boolean[M]);
            assertThat(step.auxiliary()).isZero();
            assertThat(step.total()).isCloseTo(expected.l2(), within(1e-6));
            FloatBuffer gradient = sae.parameters().encoderWeight().gradient();
            double[] hand = expected.gradients()[1];
            for (int i = 0; i < hand.length; i++) {
                assertThat((double) gradient.get(i)).isCloseTo(hand[i], within(1e-6));
            }
        }
    }

    @Test
    void dictionaryVectorsAreScaledToLengthOne() {
        SaeWeights weights = weights(new SaeDesign(N, M, new Sparsity.L1()), 9);
        for (int k = 0; k < N; k++) {
            weights.decoderWeight()[k * M + 4] = 0;
        }
        try (GraphSae sae = GraphSae.open(weights, 1)) {
            sae.constrain();
            SaeWeights after = sae.parameters().weights();
            for (int j = 0; j < M; j++) {
                double square = 0;
                for (float value : after.dictionaryVector(j)) {
                    square += (double) value * value;
                }
                assertThat(square).isCloseTo(j == 4 ? 0 : 1, within(1e-6));
            }
        }
    }
}
