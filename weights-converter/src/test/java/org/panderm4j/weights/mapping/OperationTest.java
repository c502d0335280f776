package org.panderm4j.weights.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.panderm4j.weights.checkpoint.DType;
import org.panderm4j.weights.checkpoint.TensorSource;

class OperationTest {
    private record Tensor(long[] shape, float... values) implements TensorSource {
        @Override
        public String name() {
            return "theirs";
        }

        @Override
        public DType dtype() {
            return DType.F32;
        }

        @Override
        public long elements() {
            return values.length;
        }

        @Override
        public void copyTo(FloatBuffer target) {
            target.put(values);
        }
    }

    private static float[] written(String operation, int length, TensorSource... theirs) throws IOException {
        FloatBuffer target = FloatBuffer.allocate(length);
        Operation.of(operation).write(List.of(theirs), target);
        assertThat(target.hasRemaining()).isFalse();
        return target.array();
    }

    private static long[] shape(String axes) {
        return Arrays.stream(axes.split("x"))
                .filter(axis -> !axis.isEmpty())
                .mapToLong(Long::parseLong)
                .toArray();
    }

    @ParameterizedTest
    @CsvSource({
        "copy, 2x3, 1, 2x3",
        "unwrap, 1x5x8, 1, 5x8",
        "unwrap, 1x1x8, 1, 1x8",
        "unwrap, 5x8, 1, 5x8",
        "flatten, 8x3x4x4, 1, 8x48",
        "join, 8x8, 3, 24x8",
        "transpose, 8x6, 1, 6x8",
        "part:1/3, 24, 1, 8",
        "masked-part:1/3, 24, 2, 8",
    })
    void makesOurShape(String operation, String theirs, int count, String ours) {
        Operation one = Operation.of(operation);
        assertThat(one.ours(shape(theirs), count)).isEqualTo(shape(ours));
        assertThat(one.fits(shape(theirs), shape(ours), count)).isTrue();
    }

    /** Where the number of axes is ours to choose. */
    @ParameterizedTest
    @CsvSource({"8, 1x8", "1x1x8, 1x8", "'', ''", "1, ''", "1x5x8, 5x8"})
    void leadingAxesOfLengthOneComeAndGo(String theirs, String ours) {
        assertThat(new Operation.Unwrap().fits(shape(theirs), shape(ours), 1)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "copy, 3x2, 1, 2x3",
        "copy, 6, 1, 2x3",
        "copy, 1x2x3, 1, 2x3",
        "unwrap, 8x1, 1, 1x8",
        "unwrap, 2x5x8, 1, 5x8",
        "flatten, 8x3x4x5, 1, 8x48",
        "flatten, 384, 1, 8x48",
        "join, 24x8, 3, 24x8",
        "join, 8x9, 3, 24x8",
        "transpose, 6x8, 1, 6x8",
        "transpose, 48, 1, 6x8",
        "part:0/3, 8, 1, 8",
        "part:0/3, 25, 1, 8",
        "masked-part:0/3, 16, 2, 8",
    })
    void refusesOtherShapes(String operation, String theirs, int count, String ours) {
        assertThat(Operation.of(operation).fits(shape(theirs), shape(ours), count))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "copy, 2x3, 1, '[2, 3]'",
        "unwrap, 5x8, 1, '[5, 8], possibly'",
        "flatten, 8x48, 1, '[8, ...] with 48 values'",
        "join, 24x8, 3, '[8, 8]'",
        "transpose, 6x8, 1, '[8, 6]'",
        "part:2/3, 8, 1, '[24]'",
    })
    void saysWhichShapeWouldFit(String operation, String ours, int count, String expected) {
        assertThat(Operation.of(operation).expected(shape(ours), count)).startsWith(expected);
    }

    @Test
    void transposes() throws IOException {
        Tensor matrix = new Tensor(new long[] {2, 3}, 1, 2, 3, 4, 5, 6);
        assertThat(written("transpose", 6, matrix)).containsExactly(1, 4, 2, 5, 3, 6);
    }

    @Test
    void joinsInTheOrderGiven() throws IOException {
        Tensor first = new Tensor(new long[] {1, 2}, 1, 2);
        Tensor second = new Tensor(new long[] {1, 2}, 3, 4);
        assertThat(written("join", 4, second, first)).containsExactly(3, 4, 1, 2);
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 2", "1, 3, 4", "2, 5, 6"})
    void takesAPart(int index, float first, float second) throws IOException {
        Tensor all = new Tensor(new long[] {6}, 1, 2, 3, 4, 5, 6);
        assertThat(written("part:" + index + "/3", 2, all)).containsExactly(first, second);
    }

    @Test
    void whatLiesUnderAMaskMeansNothing() throws IOException {
        Tensor bias = new Tensor(new long[] {6}, 1, 2, Float.NaN, Float.POSITIVE_INFINITY, 5, 6);
        Tensor mask = new Tensor(new long[] {6}, 1, 1, 0, 0, 1, 0.5f);
        assertThat(written("masked-part:0/3", 2, bias, mask)).containsExactly(1, 2);
        assertThat(written("masked-part:1/3", 2, bias, mask)).containsExactly(0, 0);
        assertThat(written("masked-part:2/3", 2, bias, mask)).containsExactly(5, 3);
    }

    @Test
    void aMaskThatIsNoNumberIsNotPassedOver() throws IOException {
        Tensor bias = new Tensor(new long[] {1}, 2);
        Tensor mask = new Tensor(new long[] {1}, Float.NaN);
        assertThat(written("masked-part:0/1", 1, bias, mask)).containsExactly(Float.NaN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Copy", "part", "part:0", "part:12/3", "masked-join"})
    void refusesAnotherWord(String word) {
        assertThatThrownBy(() -> Operation.of(word))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + word + "'");
    }
}
