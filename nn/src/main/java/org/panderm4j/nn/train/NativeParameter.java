package org.panderm4j.nn.train;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * A parameter outside the heap, where libraries can work on it: value and gradient are each dense float32 numbers of the machine's
 * byte order that begin on a cache line. Given back when closed, after which no view may be touched.
 */
public final class NativeParameter implements Parameter, AutoCloseable {
    /** Bytes: a cache line, and the widest vector. */
    private static final long ALIGNMENT = 64;

    private final String name;
    private final long[] shape;
    private final int length;
    private final Pointer block;
    private final long second;
    /** Whether the gradient stands for 0, whatever lies there. */
    private boolean cleared;

    /**
     * Takes memory; values and gradient are 0.
     *
     * @param shape outermost axis first
     * @throws IllegalStateException when there is no memory left
     */
    public NativeParameter(String name, long... shape) {
        this.name = name;
        this.shape = shape.clone();
        this.length = Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
        this.second = aligned((long) length * Float.BYTES);
        this.block = Pointer.calloc(1, 2 * second + ALIGNMENT);
        if (block == null || block.isNull()) {
            throw new IllegalStateException(
                    "the system has no memory left for parameter " + name + " and its gradient (" + length
                            + " values each); use a smaller network or a machine with more memory");
        }
    }

    private static long aligned(long bytes) {
        return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long[] shape() {
        return shape.clone();
    }

    @Override
    public FloatBuffer value() {
        return view(0);
    }

    @Override
    public FloatBuffer gradient() {
        if (cleared) {
            cleared = false;
            Pointer.memset(at(second), 0, (long) length * Float.BYTES);
        }
        return view(second);
    }

    @Override
    public void clearGradient() {
        cleared = true;
    }

    /** Of the first value. */
    public long address() {
        return start();
    }

    /** Of the first value of the gradient, for one who now writes all of it; what lies there before is undefined. */
    public long gradientAddress() {
        cleared = false;
        return start() + second;
    }

    private long start() {
        if (block.isNull()) {
            throw new IllegalStateException("parameter " + name + " has been given back");
        }
        return aligned(block.address());
    }

    private BytePointer at(long offset) {
        long skipped = start() - block.address() + offset;
        return new BytePointer(block).getPointer(skipped);
    }

    private FloatBuffer view(long offset) {
        return at(offset)
                .capacity((long) length * Float.BYTES)
                .asByteBuffer()
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    @Override
    public void close() {
        if (!block.isNull()) {
            Pointer.free(block);
            block.setNull();
        }
    }

    @Override
    public String toString() {
        return name + Arrays.toString(shape);
    }
}
