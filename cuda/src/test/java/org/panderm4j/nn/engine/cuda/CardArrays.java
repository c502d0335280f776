package org.panderm4j.nn.engine.cuda;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** The arrays of one check on the card: random inputs, outputs that hold no numbers before. All are given back at the end. */
final class CardArrays implements AutoCloseable {
    /** Bytes behind each output that nobody may write. */
    private static final int GUARD = 512;
    /** What makes no number in both formats. */
    private static final short POISON = -1;

    private final Card card;
    private final Downlink back;
    private final SplittableRandom random;
    private final List<Long> taken = new ArrayList<>();

    CardArrays(Card card, Downlink back, SplittableRandom random) {
        this.card = card;
        this.back = back;
        this.random = random;
    }

    /** Normal values that the format can hold. */
    float[] draw(int size, Element format) {
        return draw(size, format, 1);
    }

    float[] draw(int size, Element format, double spread) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            float value = (float) (spread * random.nextGaussian());
            values[i] = format == Element.BF16 ? widened(Element.bf16(value)) : value;
        }
        return values;
    }

    int[] draw(int size, int bound) {
        return random.ints(size, 0, bound).toArray();
    }

    long put(Element format, float... values) {
        return keep(Parameters.upload(card.memory(), format, "values", values));
    }

    long put(int... values) {
        return keep(Parameters.upload(card.memory(), "values", values));
    }

    /** Whole ones of four: what lies behind the last byte is 0. */
    long put(byte... values) {
        ByteBuffer bytes = ByteBuffer.allocate((values.length + 3) / 4 * 4).order(ByteOrder.nativeOrder());
        int[] fours = new int[bytes.capacity() / 4];
        bytes.put(values).rewind();
        bytes.asIntBuffer().get(fours);
        return put(fours);
    }

    /** Values that are changed in place, with what nobody may write behind them. */
    long guarded(Element format, float... values) {
        long address = poisoned(format, values.length);
        Parameters.write(card.memory(), address, format, "values", values);
        return address;
    }

    /** Room for a result, no number in it. */
    long poisoned(Element format, int size) {
        short[] none = new short[(size * format.bytes + 1) / 2 + GUARD / 2];
        Arrays.fill(none, POISON);
        long address = keep(card.memory().take((long) none.length * Short.BYTES, "a result"));
        card.memory().write(address, "a result", none);
        return address;
    }

    /**
     * A result of {@link #poisoned} or {@link #guarded}, once all that was queued is done; all of it is no number where something
     * was written behind its end.
     */
    float[] result(long address, Element format, int size) {
        int bytes = size * format.bytes;
        back.reserve((long) bytes + GUARD);
        back.fetch(address, 0, (long) bytes + GUARD);
        card.finish();
        ByteBuffer found = back.bytes(0, bytes + GUARD);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = format == Element.F32 ? found.getFloat() : widened(found.getShort());
        }
        while (found.hasRemaining()) {
            if (found.getShort() != POISON) {
                Arrays.fill(values, Float.NaN);
            }
        }
        return values;
    }

    static float widened(short bf16) {
        return Float.intBitsToFloat(bf16 << 16);
    }

    private long keep(long address) {
        taken.add(address);
        return address;
    }

    @Override
    public void close() {
        card.finish();
        taken.forEach(card.memory()::give);
    }
}
