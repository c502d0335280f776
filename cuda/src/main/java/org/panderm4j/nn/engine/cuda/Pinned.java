package org.panderm4j.nn.engine.cuda;

import static org.bytedeco.cuda.global.cudart.CUDA_ERROR_OUT_OF_MEMORY;
import static org.bytedeco.cuda.global.cudart.cuMemFreeHost;
import static org.bytedeco.cuda.global.cudart.cuMemHostAlloc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** Memory of the host that the card copies from and to by itself; grows as needed. */
final class Pinned implements Region, AutoCloseable {
    private final String what;
    private BytePointer pointer = new BytePointer();
    private long room;

    /**
     * @param what it is for, for the message
     */
    Pinned(String what) {
        this.what = what;
    }

    /**
     * Makes room; what was there is lost.
     *
     * @throws CudaException when the system pins no more; fewer tokens at a time on the card would not help, so it is no {@link
     *     CudaException.OutOfMemory}
     */
    void reserve(long bytes) {
        if (bytes > room) {
            close();
            BytePointer fresh = new BytePointer();
            int status = cuMemHostAlloc(fresh, bytes, 0);
            if (status == CUDA_ERROR_OUT_OF_MEMORY) {
                throw new CudaException("this machine's memory has no room for " + bytes + " pinned bytes of " + what
                        + " (use a smaller batch size)");
            }
            Cuda.check(status, bytes + " pinned bytes of " + what);
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
