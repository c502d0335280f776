package org.panderm4j.nn.engine.cuda;

import static org.bytedeco.cuda.global.cudart.cuMemcpyDtoH;
import static org.bytedeco.cuda.global.cudart.cuMemcpyHtoD;
import static org.bytedeco.cuda.global.cudart.cuMemsetD8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.ShortPointer;

/** The arrays of one check on the card: random inputs, outputs that hold no numbers before. All are given back at the end. */
final class CardArrays implements AutoCloseable {
    /** Bytes behind each output that nobody may write. */
    private static final int GUARD = 512;
    /** Bytes that make no number in both formats. */
    private static final byte POISON = (byte) 0xff;

    private final Session session;
    private final SplittableRandom random;
    private final List<Long> taken = new ArrayList<>();

    CardArrays(Session session, SplittableRandom random) {
        this.session = session;
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
        return keep(Parameters.upload(session.memory(), format, "values", values));
    }

    long put(int... values) {
        long address = keep(session.memory().take((long) values.length * Integer.BYTES, "values"));
        try (IntPointer host = new IntPointer(values)) {
            Cuda.check(cuMemcpyHtoD(address, host, (long) values.length * Integer.BYTES), "values");
        }
        return address;
    }

    long put(byte... values) {
        long address = keep(session.memory().take(values.length, "values"));
        try (BytePointer host = new BytePointer(values)) {
            Cuda.check(cuMemcpyHtoD(address, host, values.length), "values");
        }
        return address;
    }

    /** Room for a result, no number in it. */
    long poisoned(Element format, int size) {
        long bytes = (long) size * format.bytes + GUARD;
        long address = keep(session.memory().take(bytes, "a result"));
        Cuda.check(cuMemsetD8(address, POISON, bytes), "a result");
        return address;
    }

    /** A result, once all that was queued is done. */
    float[] get(long address, Element format, int size) {
        session.finish();
        float[] values = new float[size];
        if (format == Element.F32) {
            try (FloatPointer host = new FloatPointer(size)) {
                Cuda.check(cuMemcpyDtoH(host, address, (long) size * Float.BYTES), "a result");
                host.get(values);
            }
            return values;
        }
        short[] narrow = new short[size];
        try (ShortPointer host = new ShortPointer(size)) {
            Cuda.check(cuMemcpyDtoH(host, address, (long) size * Short.BYTES), "a result");
            host.get(narrow);
        }
        for (int i = 0; i < size; i++) {
            values[i] = widened(narrow[i]);
        }
        return values;
    }

    /** A result of {@link #poisoned}; all of it is no number where something was written behind its end. */
    float[] result(long address, Element format, int size) {
        float[] values = get(address, format, size);
        byte[] behind = new byte[GUARD];
        try (BytePointer host = new BytePointer(GUARD)) {
            Cuda.check(cuMemcpyDtoH(host, address + (long) size * format.bytes, GUARD), "a result");
            host.get(behind);
        }
        for (byte value : behind) {
            if (value != POISON) {
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
        session.finish();
        taken.forEach(session.memory()::give);
    }
}
