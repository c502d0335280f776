package org.panderm4j.weights.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DTypeTest {
    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void everyFloat16IsExact() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            int exponent = bits >> 10 & 0x1F;
            double fraction = (bits & 0x3FF) / 1024.0;
            double magnitude = exponent == 0 ? fraction * 0x1p-14 : (1 + fraction) * Math.pow(2, exponent - 15);
            if (exponent == 31) {
                magnitude = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
            }
            float expected = (float) (bits < 0x8000 ? magnitude : -magnitude);
            assertThat(HalfFloats.fromFloat16((short) bits)).as("bits %x", bits).isEqualTo(Float.valueOf(expected));
        }
        assertThat(Float.floatToRawIntBits(HalfFloats.fromFloat16((short) 0x8000)))
                .isEqualTo(0x80000000);
    }

    @Test
    void everyBFloat16SurvivesTheWayBack() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float value = HalfFloats.fromBFloat16((short) bits);
            if (Float.isNaN(value)) {
                assertThat(HalfFloats.fromBFloat16(HalfFloats.toBFloat16(value)))
                        .isNaN();
            } else {
                assertThat(HalfFloats.toBFloat16(value)).isEqualTo((short) bits);
            }
        }
    }

    @Test
    void bfloat16IsTheNearestAndTiesGoToEven() {
        long seed = 17;
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            float value = Float.intBitsToFloat(random.nextInt());
            if (i % 4 == 0) {
                value = Float.intBitsToFloat((random.nextInt() & 0xFFFF0000) | 0x8000);
            }
            if (!Float.isFinite(value)) {
                continue;
            }
            short got = HalfFloats.toBFloat16(value);
            int low = Float.floatToRawIntBits(value) & 0xFFFF0000;
            double below = Math.abs((double) value - Float.intBitsToFloat(low));
            float next = Float.intBitsToFloat(low + 0x10000);
            double above = Float.isInfinite(next)
                    ? 0x1p128 - Math.abs((double) value)
                    : Math.abs((double) next - (double) value);
            int expected = below < above ? low : above < below ? low + 0x10000 : low + (low & 0x10000);
            assertThat(got).as("seed %d, value %s", seed, value).isEqualTo((short) (expected >>> 16));
        }
        assertThat(HalfFloats.fromBFloat16(HalfFloats.toBFloat16(Float.intBitsToFloat(0x7F800001))))
                .isNaN();
        assertThat(HalfFloats.fromBFloat16(HalfFloats.toBFloat16(Float.MAX_VALUE)))
                .isInfinite();
    }

    @Test
    void integersAndBooleansBecomeNumbers() {
        assertThat(DType.I64.read(little(8).putLong(0, -5), 0)).isEqualTo(-5f);
        assertThat(DType.I32.read(little(4).putInt(0, -7), 0)).isEqualTo(-7f);
        assertThat(DType.I16.read(little(2).putShort(0, (short) -9), 0)).isEqualTo(-9f);
        assertThat(DType.I8.read(little(1).put(0, (byte) -1), 0)).isEqualTo(-1f);
        assertThat(DType.U8.read(little(1).put(0, (byte) -1), 0)).isEqualTo(255f);
        assertThat(DType.U16.read(little(2).putShort(0, (short) -1), 0)).isEqualTo(65535f);
        assertThat(DType.U32.read(little(4).putInt(0, -1), 0)).isEqualTo(0x1p32f);
        assertThat(DType.U64.read(little(8).putLong(0, -1), 0)).isEqualTo(0x1p64f);
        assertThat(DType.BOOL.read(little(1).put(0, (byte) 1), 0)).isEqualTo(1f);
        assertThat(DType.F64.read(little(8).putDouble(0, 0.1), 0)).isEqualTo(0.1f);
    }

    @Test
    void copyMovesBothPositions() {
        ByteBuffer source = little(6);
        source.putShort((short) 0x3F80)
                .putShort((short) 0x4000)
                .putShort((short) 0xBF80)
                .flip();
        FloatBuffer target = FloatBuffer.allocate(5).position(1);
        DType.BF16.copy(source, target);
        assertThat(source.hasRemaining()).isFalse();
        assertThat(target.position()).isEqualTo(4);
        assertThat(target.array()).containsExactly(0f, 1f, 2f, -1f, 0f);
    }

    /** All values there are, several times what is converted at once, and a part of that. */
    @Test
    void copyOfManyHalvesEqualsReadingEach() {
        ByteBuffer source = little(2 * 70_001);
        for (int i = 0; i < 70_001; i++) {
            source.putShort((short) i);
        }
        for (DType type : new DType[] {DType.BF16, DType.F16}) {
            FloatBuffer target = FloatBuffer.allocate(70_001);
            type.copy(source.duplicate().order(ByteOrder.LITTLE_ENDIAN).flip(), target);
            assertThat(target.hasRemaining()).isFalse();
            for (int i = 0; i < 70_001; i++) {
                assertThat(Float.floatToRawIntBits(target.get(i)))
                        .as("%s %x", type, i)
                        .isEqualTo(Float.floatToRawIntBits(type.read(source, 2 * i)));
            }
        }
    }
}
