package org.panderm4j.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MannWhitneyTest {
    @Test
    void fullySeparatedSamplesHaveTheProbabilityOfTwoOrders() {
        assertThat(MannWhitney.p(new double[] {1, 2, 3, 4, 5}, new double[] {6, 7, 8, 9, 10}))
                .isCloseTo(2.0 / 252, within(1e-15));
        assertThat(MannWhitney.p(new double[] {6, 7, 8, 9, 10}, new double[] {1, 2, 3, 4}))
                .isCloseTo(2.0 / 126, within(1e-15));
    }

    @Test
    void agreesWithAllOrdersCounted() {
        SplittableRandom random = new SplittableRandom(1);
        for (int trial = 0; trial < 50; trial++) {
            int m = 1 + random.nextInt(6);
            int n = 1 + random.nextInt(6);
            double[] left = random.doubles(m).toArray();
            double[] right = random.doubles(n).toArray();
            assertThat(MannWhitney.p(left, right)).isCloseTo(counted(left, right), within(1e-12));
        }
    }

    /** Every choice of m of the m + n ranks for the left samples is as probable as any other. */
    private static double counted(double[] left, double[] right) {
        int m = left.length;
        int all = m + right.length;
        int u = 0;
        for (double x : left) {
            for (double y : right) {
                u += x > y ? 1 : 0;
            }
        }
        int choices = 0;
        int below = 0;
        int above = 0;
        for (int set = 0; set < 1 << all; set++) {
            if (Integer.bitCount(set) == m) {
                int other = larger(set, all);
                choices++;
                below += other <= u ? 1 : 0;
                above += other >= u ? 1 : 0;
            }
        }
        return Math.min(1, 2.0 * Math.min(below, above) / choices);
    }

    private static int larger(int set, int all) {
        int pairs = 0;
        for (int i = 0; i < all; i++) {
            for (int k = 0; k < i; k++) {
                pairs += (set >> i & 1) == 1 && (set >> k & 1) == 0 ? 1 : 0;
            }
        }
        return pairs;
    }

    @Test
    void tiesTakeTheNormalApproximation() {
        // U = 3, mean 12.5, ties of 2, 3 and 2: variance 25 / 12 * (11 - 36 / 90) = 22.083; z = (9.5 - 0.5) / 4.699 =
        // 1.915
        double[] left = {1, 2, 2, 3, 4};
        double[] right = {3, 3, 5, 6, 6};
        assertThat(MannWhitney.p(left, right)).isCloseTo(0.0555, within(5e-4));
    }

    @Test
    void equalSamplesTellNothing() {
        double[] same = {2, 2, 2, 2, 2};
        assertThat(MannWhitney.p(same, same)).isEqualTo(1);
    }

    @Test
    void theApproximationIsNearTheExactDistribution() {
        double[] left = IntStream.range(0, 50).mapToDouble(i -> i + 0.5).toArray();
        double[] right = IntStream.range(0, 50).mapToDouble(i -> i + 9).toArray();
        double exact = MannWhitney.p(left, right);
        right[0] = 9.5; // one tie, half a pair
        assertThat(exact).isBetween(1e-3, 1e-2);
        assertThat(MannWhitney.p(left, right) / exact).isBetween(0.9, 1.1).isNotEqualTo(1);
    }
}
