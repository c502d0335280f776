package org.panderm4j.nn.engine.cuda;

import static org.bytedeco.cuda.global.cudart.cuMemAlloc;
import static org.bytedeco.cuda.global.cudart.cuMemFree;

import java.util.HashSet;
import java.util.Set;

/** Memory of a card, all of it given back when this is closed. */
final class Memory implements AutoCloseable {
    /** What products and vector loads like addresses to be a multiple of. */
    static final int ALIGNMENT = 256;

    private final Set<Long> taken = new HashSet<>();

    /**
     * @param what it is for, for the message
     * @throws CudaException.OutOfMemory when there is no room
     */
    long take(long bytes, String what) {
        long[] address = new long[1];
        Cuda.check(cuMemAlloc(address, Math.max(1, bytes)), bytes + " bytes of " + what);
        taken.add(address[0]);
        return address[0];
    }

    void give(long address) {
        if (taken.remove(address)) {
            cuMemFree(address);
        }
    }

    static long aligned(long bytes) {
        return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    @Override
    public void close() {
        taken.forEach(address -> cuMemFree(address));
        taken.clear();
    }
}
