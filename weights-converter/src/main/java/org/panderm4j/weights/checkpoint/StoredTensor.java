package org.panderm4j.weights.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * A view of stored bytes: element {@code (i, j, ...)} lies at {@code offset + i * strides[0] + j * strides[1] + ...}, counted in
 * elements.
 *
 * <p>A C-ordered view is read front to back. Any other is read in the order of the file and scattered into the target, so that
 * a transposed matrix, too, costs one pass over the file and one buffer.
 */
public final class StoredTensor implements TensorSource {
    private final String name;
    private final DType dtype;
    private final long[] shape;
    private final long[] strides;
    private final long offset;
    private final long elements;
    private final StoredBytes bytes;
    private final CheckpointFile file;

    private StoredTensor(
            String name,
            DType dtype,
            long[] shape,
            long[] strides,
            long offset,
            StoredBytes bytes,
            CheckpointFile file) {
        this.name = name;
        this.dtype = dtype;
        this.shape = shape.clone();
        this.strides = strides.clone();
        this.offset = offset;
        this.elements = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        this.bytes = bytes;
        this.file = file;
    }

    /** All of {@code bytes}, in C order. */
    public static StoredTensor whole(String name, DType dtype, long[] shape, StoredBytes bytes, CheckpointFile file) {
        return view(name, dtype, shape, cOrder(shape), 0, bytes, file);
    }

    /**
     * A view of {@code bytes}.
     *
     * @throws IllegalArgumentException when an element of the view lies outside of the bytes
     */
    public static StoredTensor view(
            String name,
            DType dtype,
            long[] shape,
            long[] strides,
            long offset,
            StoredBytes bytes,
            CheckpointFile file) {
        StoredTensor tensor = new StoredTensor(name, dtype, shape, strides, offset, bytes, file);
        long last = tensor.elements == 0 ? -1 : lastElement(shape, strides, offset);
        long stored = bytes.size() / dtype.bytes();
        if (last >= stored || offset < 0) {
            throw new IllegalArgumentException("element " + last + " of " + stored + " was asked for");
        }
        return tensor;
    }

    /**
     * The highest element that a view without empty axes touches.
     *
     * @throws ArithmeticException when it is beyond 2^63
     */
    public static long lastElement(long[] shape, long[] strides, long offset) {
        long last = offset;
        for (int axis = 0; axis < shape.length; axis++) {
            last = Math.addExact(last, Math.multiplyExact(shape[axis] - 1, strides[axis]));
        }
        return last;
    }

    private static long[] cOrder(long[] shape) {
        long[] strides = new long[shape.length];
        long step = 1;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            strides[axis] = step;
            step *= shape[axis];
        }
        return strides;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public DType dtype() {
        return dtype;
    }

    @Override
    public long[] shape() {
        return shape.clone();
    }

    @Override
    public long elements() {
        return elements;
    }

    @Override
    public void copyTo(FloatBuffer target) throws IOException {
        if (target.remaining() < elements) {
            throw new IllegalArgumentException(
                    name + ": expected room for " + elements + " values, found " + target.remaining());
        }
        ByteBuffer buffer = file.borrow();
        try {
            if (isCOrdered()) {
                copyRun(buffer, target);
            } else if (elements > 0) {
                scatter(new Window(bytes, dtype, buffer), target);
                target.position(target.position() + (int) elements);
            }
        } finally {
            file.giveBack(buffer);
        }
    }

    private boolean isCOrdered() {
        long[] plain = cOrder(shape);
        return elements == 0 || IntStream.range(0, shape.length).allMatch(a -> shape[a] == 1 || strides[a] == plain[a]);
    }

    private void copyRun(ByteBuffer buffer, FloatBuffer target) throws IOException {
        long at = offset * dtype.bytes();
        long end = at + elements * dtype.bytes();
        while (at < end) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), end - at));
            bytes.read(at, buffer);
            at += buffer.position();
            dtype.copy(buffer.flip(), target);
        }
    }

    /** Walks the axes with the largest stride outermost, like an odometer. */
    private void scatter(Window window, FloatBuffer target) throws IOException {
        int[] axes = IntStream.range(0, shape.length)
                .filter(axis -> shape[axis] > 1)
                .boxed()
                .sorted(Comparator.comparingLong((Integer axis) -> strides[axis])
                        .reversed())
                .mapToInt(Integer::intValue)
                .toArray();
        long[] plain = cOrder(shape);
        long[] index = new long[axes.length];
        long source = offset;
        int put = target.position();
        for (long done = 0; done < elements; done++) {
            target.put(put, window.at(source));
            for (int i = axes.length - 1; i >= 0; i--) {
                int axis = axes[i];
                source += strides[axis];
                put += (int) plain[axis];
                if (++index[i] < shape[axis]) {
                    break;
                }
                source -= strides[axis] * shape[axis];
                put -= (int) (plain[axis] * shape[axis]);
                index[i] = 0;
            }
        }
    }

    @Override
    public String toString() {
        return name + " " + dtype + Arrays.toString(shape);
    }
}
