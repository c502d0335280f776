package org.panderm4j.nn.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class L1SgdTest {
    private static final int ROWS = 70;
    private static final int WIDTH = 30;

    /** Rows of which one feature tells the class, many are 0, and some are negative. */
    private static float[][] rows(long seed, double density, boolean[] positive) {
        Random random = new Random(seed);
        float[][] rows = new float[ROWS][WIDTH];
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < WIDTH; j++) {
                rows[i][j] = random.nextDouble() < density ? (float) random.nextGaussian() : 0;
            }
            rows[i][5] += positive[i] ? 1 : 0;
        }
        return rows;
    }

    private static boolean[] positive(long seed) {
        Random random = new Random(seed);
        boolean[] positive = new boolean[ROWS];
        for (int i = 0; i < ROWS; i++) {
            positive[i] = random.nextInt(3) == 0;
        }
        positive[0] = true;
        positive[1] = false;
        return positive;
    }

    private static int[] all() {
        return IntStream.range(0, ROWS).toArray();
    }

    /** The definition, every feature at every step. */
    private static double[] defined(float[][] rows, boolean[] positive, int epochs, int seed, double alpha) {
        double[] weight = new double[WIDTH];
        double[] paid = new double[WIDTH];
        double intercept = 0;
        double owed = 0;
        double ahead = 1 / (Math.sqrt(1 / Math.sqrt(alpha)) * alpha);
        int[] order = all();
        long step = 1;
        for (int epoch = 0; epoch < epochs; epoch++) {
            XorShift.shuffle(order, seed);
            for (int row : order) {
                double score = 0;
                for (int j = 0; j < WIDTH; j++) {
                    score += weight[j] * rows[row][j];
                }
                int y = positive[row] ? 1 : -1;
                double z = (score + intercept) * y;
                double rate = 1 / (alpha * (ahead + step - 1));
                double slope = z > 18 ? StrictMath.exp(-z) * -y : z < -18 ? -y : -y / (StrictMath.exp(z) + 1);
                double update = -rate * slope;
                intercept += update;
                owed += rate * alpha;
                for (int j = 0; j < WIDTH; j++) {
                    weight[j] += rows[row][j] * update;
                    double old = weight[j];
                    if (old > 0) {
                        weight[j] = Math.max(0, old - (owed + paid[j]));
                    } else if (old < 0) {
                        weight[j] = Math.min(0, old + (owed - paid[j]));
                    }
                    paid[j] += weight[j] - old;
                }
                step++;
            }
        }
        double[] both = Arrays.copyOf(weight, WIDTH + 1);
        both[WIDTH] = intercept;
        return both;
    }

    @Test
    void givesTheBitsOfTheFullDefinitionWithoutVisitingZeros() {
        for (int seed = 0; seed < 12; seed++) {
            boolean[] positive = positive(seed);
            float[][] rows = rows(seed, seed % 3 == 0 ? 1 : 0.15, positive);
            double alpha = seed % 2 == 0 ? 0.001 : 0.03;
            L1Sgd.Fit fit = new L1Sgd(alpha, 40, 1e-3, 5).fit(SparseRows.of(rows), all(), positive, seed - 3);
            double[] expected = defined(rows, positive, fit.epochs(), seed - 3, alpha);
            assertThat(fit.classifier().intercept()).isEqualTo(expected[WIDTH]);
            for (int j = 0; j < WIDTH; j++) {
                assertThat(fit.classifier().weight()[j]).as("weight %d", j).isEqualTo(expected[j]);
            }
        }
    }

    @Test
    void aStrongerPenaltyLeavesFewerWeights() {
        boolean[] positive = positive(1);
        SparseRows rows = SparseRows.of(rows(1, 0.3, positive));
        int weak = new L1Sgd(1e-4, 100, 1e-3, 5)
                .fit(rows, all(), positive, 7)
                .classifier()
                .live();
        int strong = new L1Sgd(0.05, 100, 1e-3, 5)
                .fit(rows, all(), positive, 7)
                .classifier()
                .live();
        assertThat(strong).isLessThan(weak).isPositive();
    }

    @Test
    void endsByPatienceOrAtTheLastEpoch() {
        boolean[] positive = positive(2);
        SparseRows rows = SparseRows.of(rows(2, 0.3, positive));
        L1Sgd.Fit ended = L1Sgd.REFERENCE.fit(rows, all(), positive, 7);
        assertThat(ended.converged()).isTrue();
        L1Sgd.Fit cut = new L1Sgd(0.001, ended.epochs() - 1, 0.001, 5).fit(rows, all(), positive, 7);
        assertThat(cut.converged()).isFalse();
        assertThat(cut.epochs()).isEqualTo(ended.epochs() - 1);
    }

    @Test
    void refusesOneClassAloneAndNonsense() {
        SparseRows rows = SparseRows.of(rows(3, 0.3, new boolean[ROWS]));
        assertThatThrownBy(() -> L1Sgd.REFERENCE.fit(rows, all(), new boolean[ROWS], 1))
                .hasMessageContaining("both classes")
                .hasMessageContaining("0 of class 1 among " + ROWS);
        assertThatThrownBy(() -> new L1Sgd(0, 1, 1, 1)).hasMessageContaining("alpha");
    }

    @Test
    void keepsOnlyWhatIsNotZero() {
        float[][] dense = rows(4, 0.2, positive(4));
        SparseRows rows = SparseRows.of(dense);
        long nonZeros = 0;
        for (int i = 0; i < ROWS; i++) {
            assertThat(rows.row(i)).containsExactly(dense[i]);
            for (float value : dense[i]) {
                nonZeros += value == 0 ? 0 : 1;
            }
        }
        assertThat(rows.nonZeros()).isEqualTo(nonZeros);
        BinaryClassifier classifier =
                new BinaryClassifier(new Random(1).doubles(WIDTH).toArray(), 0.25);
        for (int i = 0; i < ROWS; i++) {
            assertThat(classifier.decision(rows, i)).isEqualTo(classifier.decision(dense[i]));
        }
        assertThatThrownBy(() -> SparseRows.of(new float[][] {{1, Float.NaN}})).hasMessageContaining("NaN");
        assertThatThrownBy(() -> SparseRows.of(new float[][] {{1, 2}, {1}})).hasMessageContaining("row 1");
    }
}
