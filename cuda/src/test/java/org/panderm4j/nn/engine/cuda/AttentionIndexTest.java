package org.panderm4j.nn.engine.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The index arithmetic of attention.cu, both forms: every result is written once and is that of the definition, for sequences
 * around the sizes of tiles, all masks, and all widths of heads. The kernels themselves are tested on a card.
 */
class AttentionIndexTest {
    /** Around queries and keys of tiles of all tilings. */
    private static final int[] LENGTHS = {1, 2, 15, 16, 17, 31, 33, 63, 64, 65, 77, 100, 128, 129, 160, 197};

    /** None, causal, hidden and added, all; the others at all lengths only. */
    private static final int[] MASKS = {0, 1, 6, 7};

    private final Random random = new Random(9);

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 24, 32, 40, 48, 56, 64, 72, 80, 88, 96, 104, 112, 120, 128})
    void matrixUnitsFormIsAttention(int width) {
        for (int mask : MASKS) {
            check(width, mask, length(), EmulatedAttention::mixed);
        }
        check(width, 0, 1 + random.nextInt(64), EmulatedAttention::mixed);
        check(width, 0, 65 + random.nextInt(100), EmulatedAttention::mixed);
    }

    @Test
    void matrixUnitsFormIsAttentionForAllLengths() {
        for (int length : LENGTHS) {
            for (int mask = 0; mask < 8; mask++) {
                check(length % 2 == 0 ? 16 : 24, mask, length, EmulatedAttention::mixed);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8, 12, 20, 64, 80, 95, 96, 97, 104, 160, 233, 240})
    void plainFormIsAttention(int width) {
        for (int mask : MASKS) {
            check(width, mask, length(), EmulatedPlainAttention::mixed);
        }
    }

    @Test
    void plainFormIsAttentionForAllLengths() {
        for (int length : LENGTHS) {
            for (int mask = 0; mask < 8; mask++) {
                check(length % 2 == 0 ? 4 : 97, mask, length, EmulatedPlainAttention::mixed);
            }
        }
    }

    @Test
    void rowsAnEvenNumberOfPiecesApartWouldLieInTheSameBanks() {
        int[] addresses = new int[32];
        for (int lane = 0; lane < 32; lane++) {
            addresses[lane] = lane * 64 * Short.BYTES;
        }
        assertThatThrownBy(() -> MatrixUnit.matrices(new float[32 * 64], addresses, false))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("same banks");
    }

    private int length() {
        return LENGTHS[random.nextInt(LENGTHS.length)];
    }

    /**
     * @param mask bits: causal, hidden keys, something added
     */
    private void check(int width, int mask, int length, Function<AttentionCase, float[]> kernel) {
        AttentionCase one = AttentionCase.drawn(random, length, width, mask % 2 == 1, mask / 2 % 2 == 1, mask / 4 == 1);
        double[] expected = one.expected();
        float[] found = kernel.apply(one);
        assertThat(found).hasSameSizeAs(expected);
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            // Written so that no number is the worst of all.
            worst = Math.abs(found[i] - expected[i]) <= worst ? worst : Math.abs(found[i] - expected[i]);
        }
        assertThat(worst)
                .as("difference at length %d, width %d, mask %d", length, width, mask)
                .isLessThan(1e-4);
    }
}
