package org.panderm4j.nn.train.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.panderm4j.nn.train.Workers;

class SquareSumsTest {
    private static final int[] SIZES = {1, 0, 8191, 8193, 1 << 14, 50_001};

    private final Random random = new Random(5);

    /** Of tensors outside the heap, the last but one of another order of bytes, the last on the heap. */
    private FloatBuffer[] tensors(double scale) {
        FloatBuffer[] tensors = new FloatBuffer[SIZES.length + 2];
        for (int t = 0; t < tensors.length; t++) {
            tensors[t] = t < SIZES.length ? direct(SIZES[t], ByteOrder.nativeOrder()) : FloatBuffer.allocate(20_000);
            if (t == SIZES.length) {
                tensors[t] = direct(10_001, swapped());
            }
            for (int i = 0; i < tensors[t].limit(); i++) {
                tensors[t].put(i, (float) (scale * random.nextGaussian()));
            }
        }
        return tensors;
    }

    private static ByteOrder swapped() {
        boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
        return little ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    private static FloatBuffer direct(int size, ByteOrder order) {
        return ByteBuffer.allocateDirect(Float.BYTES * size).order(order).asFloatBuffer();
    }

    private static double sum(FloatBuffer[] tensors, int threads) {
        try (Workers workers = new Workers(threads)) {
            return Arrays.stream(new SquareSums(new Chunks(tensors), tensors).byChunk(workers))
                    .sum();
        }
    }

    private static double expected(FloatBuffer... tensors) {
        double sum = 0;
        for (FloatBuffer tensor : tensors) {
            for (int i = 0; i < tensor.limit(); i++) {
                sum += (double) tensor.get(i) * tensor.get(i);
            }
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 1e-3, 1e-8, 1e-22, 1e-36, 1e12, 1e18, 1e25, 5e37})
    void sumsValuesOfAnySize(double scale) {
        FloatBuffer[] tensors = tensors(scale);
        double expected = expected(tensors);
        for (int threads = 1; threads < 4; threads++) {
            assertThat(sum(tensors, threads) / expected).isCloseTo(1, within(1e-6));
        }
    }

    @Test
    void theNumberOfThreadsChangesNoBit() {
        FloatBuffer[] tensors = tensors(0.1);
        assertThat(sum(tensors, 3)).isEqualTo(sum(tensors, 1));
    }

    @Test
    void isNotFiniteExactlyIfAValueIsNot() {
        FloatBuffer[] tensors = tensors(1);
        for (int t : new int[] {0, 2, 5, 6, 7}) {
            for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
                int last = tensors[t].limit() - 1;
                float good = tensors[t].get(last);
                tensors[t].put(last, bad);
                assertThat(sum(tensors, 2)).isNotFinite();
                tensors[t].put(last, good);
                assertThat(sum(tensors, 2)).isFinite();
            }
        }
    }
}
