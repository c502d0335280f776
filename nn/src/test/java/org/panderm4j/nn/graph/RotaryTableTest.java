package org.panderm4j.nn.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RotaryTableTest {
    /** Angles reach 2 pi, of which a float knows 5e-7. */
    private static final double TOLERANCE = 1e-6;

    /**
     * Worked out by hand: c = 8 makes the frequencies 1 and 1/10; the centres are y = -1/2, 1/2 and x = -2/3, 0, 2/3. The patch
     * of row 1 and column 0 turns by pi and pi/10 for y, then -4/3 pi and -4/30 pi for x.
     */
    @Test
    void anglesOfOnePatch() {
        RotaryTable table = new RotaryTable(100, 2, 3);
        double[] angles = {Math.PI, Math.PI / 10, -4 * Math.PI / 3, -4 * Math.PI / 30};
        float[] cosines = Arrays.copyOfRange(table.cosines(8, 0), 3 * 8, 4 * 8);
        float[] sines = Arrays.copyOfRange(table.sines(8, 0), 3 * 8, 4 * 8);
        for (int k = 0; k < 8; k++) {
            assertThat((double) cosines[k]).isCloseTo(Math.cos(angles[k % 4]), within(TOLERANCE));
            assertThat((double) sines[k]).isCloseTo(Math.sin(angles[k % 4]), within(TOLERANCE));
        }
    }

    /** cos(pi/100), sin(pi/100) of a coordinate 1/2 at the lowest of two frequencies of base 10 000, as a table has them. */
    @Test
    void baseSetsTheLowestFrequency() {
        RotaryTable table = new RotaryTable(10_000, 2, 2);
        assertThat((double) table.cosines(8, 0)[2 * 8 + 1]).isCloseTo(0.999_506_56, within(TOLERANCE));
        assertThat((double) table.sines(8, 0)[2 * 8 + 1]).isCloseTo(0.031_410_76, within(TOLERANCE));
    }

    /** The centre of an odd grid is the origin. */
    @Test
    void centreIsNotTurned() {
        RotaryTable table = new RotaryTable(100, 3, 5);
        float[] cosines = Arrays.copyOfRange(table.cosines(4, 0), 7 * 4, 8 * 4);
        assertThat(cosines).containsExactly(new float[] {1, 1, 1, 1}, within(1e-6f));
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 4, 1", "2, 3, 8, 5", "4, 1, 16, 3"})
    void leadingTokensAreNotTurned(int rows, int columns, int c, int leading) {
        RotaryTable table = new RotaryTable(100, rows, columns);
        float[] ones = new float[leading * c];
        Arrays.fill(ones, 1);
        float[] cosines = table.cosines(c, leading);
        float[] sines = table.sines(c, leading);
        assertThat(cosines).hasSize((leading + rows * columns) * c).startsWith(ones);
        assertThat(sines).hasSize((leading + rows * columns) * c).startsWith(new float[leading * c]);
        assertThat(Arrays.copyOfRange(cosines, leading * c, cosines.length)).isEqualTo(table.cosines(c, 0));
        assertThat(Arrays.copyOfRange(sines, leading * c, sines.length)).isEqualTo(table.sines(c, 0));
    }
}
