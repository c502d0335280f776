package org.panderm4j.nn.engine.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElementTest {
    private static float widened(short bf16) {
        return Float.intBitsToFloat(bf16 << 16);
    }

    /** The nearer of the neighbours, the even one between them; beyond the largest as if there were another. */
    private static short nearest(float value) {
        int below = Float.floatToRawIntBits(value) >>> 16;
        BigDecimal exact = new BigDecimal(value).abs();
        BigDecimal down = exact.subtract(magnitude(below));
        BigDecimal up = magnitude(below + 1).subtract(exact);
        int order = down.compareTo(up);
        return (short) (order < 0 || (order == 0 && below % 2 == 0) ? below : below + 1);
    }

    private static BigDecimal magnitude(int bf16) {
        int bits = (bf16 & 0x7fff) << 16;
        return bits == 0x7f800000 ? BigDecimal.valueOf(2).pow(128) : new BigDecimal(Float.intBitsToFloat(bits));
    }

    @Test
    void roundsToTheNearestLikeExactArithmetic() {
        Random random = new Random(5);
        for (int i = 0; i < 50_000; i++) {
            // Ties and their neighbours as often as anything else.
            int bits = random.nextInt();
            bits = i % 2 == 0 ? bits : (bits & 0xffff0000) | (0x7fff + random.nextInt(3));
            float value = Float.intBitsToFloat(bits);
            if (Float.isFinite(value)) {
                assertThat(Element.bf16(value)).as("%h", bits).isEqualTo(nearest(value));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x3f808000, 0x3f818000, 0xbf808000, 0x00008000, 0x00018000, 0x7f7f8000, 0x7f7fffff})
    void roundsTiesToEven(int bits) {
        float value = Float.intBitsToFloat(bits);
        assertThat(Element.bf16(value)).isEqualTo(nearest(value));
    }

    @Test
    void whatIsNoFiniteNumberStaysSo() {
        assertThat(widened(Element.bf16(Float.POSITIVE_INFINITY))).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(widened(Element.bf16(Float.NEGATIVE_INFINITY))).isEqualTo(Float.NEGATIVE_INFINITY);
        for (int bits : new int[] {0x7f800001, 0x7fc00000, 0x7fffffff, 0xff800001, 0xffffffff}) {
            assertThat(widened(Element.bf16(Float.intBitsToFloat(bits)))).isNaN();
        }
        assertThat(Element.bf16(-0f)).isEqualTo((short) 0x8000);
    }

    @Test
    void sizesAndLabels() {
        assertThat(Element.F32.bytes).isEqualTo(4);
        assertThat(Element.BF16.bytes).isEqualTo(2);
        assertThatThrownBy(Element.BYTE::cublas).isInstanceOf(IllegalStateException.class);
    }
}
