package org.panderm4j.concepts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AssignmentTest {
    /** Tries everything. */
    private static double best(float[][] values, int row, boolean[] taken, int skips) {
        if (row == values.length) {
            return 0;
        }
        double best = skips > 0 ? best(values, row + 1, taken, skips - 1) : Double.NEGATIVE_INFINITY;
        for (int j = 0; j < taken.length; j++) {
            if (!taken[j]) {
                taken[j] = true;
                best = Math.max(best, values[row][j] + best(values, row + 1, taken, skips));
                taken[j] = false;
            }
        }
        return best;
    }

    @Test
    void noPairingHasALargerSum() {
        Random random = new Random(1);
        for (int trial = 0; trial < 300; trial++) {
            float[][] values = new float[1 + random.nextInt(5)][1 + random.nextInt(6)];
            boolean coarse = trial % 2 == 0; // with ties
            for (float[] row : values) {
                for (int j = 0; j < row.length; j++) {
                    row[j] = coarse ? random.nextInt(4) - 1 : (float) random.nextGaussian();
                }
            }
            int columns = values[0].length;
            int[] found = Assignment.maximal(values);
            double sum = 0;
            boolean[] taken = new boolean[columns];
            for (int i = 0; i < found.length; i++) {
                if (found[i] >= 0) {
                    assertThat(taken[found[i]]).isFalse();
                    taken[found[i]] = true;
                    sum += values[i][found[i]];
                }
            }
            assertThat(Arrays.stream(found).filter(column -> column >= 0).count())
                    .isEqualTo(Math.min(values.length, columns));
            assertThat(sum)
                    .isCloseTo(
                            best(values, 0, new boolean[columns], Math.max(0, values.length - columns)), within(1e-5));
        }
    }

    @Test
    void equalRowsTakeTheirColumnsByFallingValue() {
        float[] row = {0.1f, 0.7f, 0.7f, -0.2f, 0.5f};
        assertThat(Assignment.maximal(new float[][] {row, row, row})).containsExactly(1, 2, 4);
    }

    @Test
    void nothingGivesNothingAndNaNIsRefused() {
        assertThat(Assignment.maximal(new float[0][])).isEmpty();
        assertThat(Assignment.maximal(new float[][] {{}, {}})).containsExactly(-1, -1);
        assertThatThrownBy(() -> Assignment.maximal(new float[][] {{1, Float.NaN}}))
                .hasMessageContaining("column 1");
    }
}
