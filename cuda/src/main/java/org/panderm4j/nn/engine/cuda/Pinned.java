package org.panderm4j.nn.engine.cuda;

import static org.bytedeco.cuda.global.cudart.cuMemFreeHost;
import static org.bytedeco.cuda.global.cudart.cuMemHostAlloc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** Memory of the host that the card copies from and to by itself; grows as needed. */
final class Pinned implements Region, AutoCloseable {
    private BytePointer pointer = new BytePointer();
    private long room;

    /**
     * Makes room; what was there is lost.
     *
     * @throws CudaException.OutOfMemory when the system pins no more
     */
    void reserve(long bytes) {
        if (bytes > room) {
            close();
            BytePointer fresh = new BytePointer();
            Cuda.check(cuMemHostAlloc(fresh, bytes, 0), bytes + " bytes of pinned memory");
            pointer = fresh;
            room = bytes;
        }
    }

    @Override
    public ByteBuffer bytes(long offset, int count) {
        return new BytePointer(pointer)
                .position(offset)
                .limit(offset + count)
                .asByteBuffer()
                .order(ByteOrder.nativeOrder());
    }

    /** Its place from {@code offset} on. */
    Pointer at(long offset) {
        return new BytePointer(pointer).position(offset);
    }

    @Override
    public void close() {
        if (room > 0) {
            cuMemFreeHost(pointer);
            room = 0;
        }
    }
}
