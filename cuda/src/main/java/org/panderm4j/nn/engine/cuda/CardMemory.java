package org.panderm4j.nn.engine.cuda;

import static org.bytedeco.cuda.global.cudart.cuMemAlloc;
import static org.bytedeco.cuda.global.cudart.cuMemFree;
import static org.bytedeco.cuda.global.cudart.cuMemcpyHtoDAsync;
import static org.bytedeco.cuda.global.cudart.cuStreamSynchronize;

import java.util.HashSet;
import java.util.Set;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.ShortPointer;

/** Memory of a card, all of it given back when this is closed. */
final class CardMemory implements Memory, AutoCloseable {
    private final Set<Long> taken = new HashSet<>();
    private final CUstream_st copies;

    CardMemory(CUstream_st copies) {
        this.copies = copies;
    }

    @Override
    public long take(long bytes, String what) {
        long[] address = new long[1];
        Cuda.check(cuMemAlloc(address, Math.max(1, bytes)), bytes + " bytes of " + what);
        taken.add(address[0]);
        return address[0];
    }

    @Override
    public void give(long address) {
        if (taken.remove(address)) {
            cuMemFree(address);
        }
    }

    @Override
    public void write(long address, String what, float... values) {
        try (FloatPointer host = new FloatPointer(values)) {
            write(address, host, (long) values.length * Float.BYTES, what);
        }
    }

    @Override
    public void write(long address, String what, short... values) {
        try (ShortPointer host = new ShortPointer(values)) {
            write(address, host, (long) values.length * Short.BYTES, what);
        }
    }

    @Override
    public void write(long address, String what, int... values) {
        try (IntPointer host = new IntPointer(values)) {
            write(address, host, (long) values.length * Integer.BYTES, what);
        }
    }

    /**
     * The driver's copy that waits by itself may return when the values are on their way only, and streams that wait for no other
     * would not wait for it.
     */
    private void write(long address, Pointer host, long bytes, String what) {
        Cuda.check(cuMemcpyHtoDAsync(address, host, bytes, copies), what);
        Cuda.check(cuStreamSynchronize(copies), what);
    }

    @Override
    public void close() {
        taken.forEach(address -> cuMemFree(address));
        taken.clear();
    }
}
