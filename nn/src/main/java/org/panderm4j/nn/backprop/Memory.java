package org.panderm4j.nn.backprop;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.reduce.same.Sum;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.factory.Nd4j;
import org.panderm4j.nn.engine.Tensor;
import org.panderm4j.nn.engine.onednn.TrainingKernels;
import org.panderm4j.nn.engine.samediff.ArrayPool;
import org.panderm4j.nn.nd4j.HostMemory;
import org.panderm4j.nn.train.Workers;

/**
 * Where the arrays of training lie: in a pool, each until it is given back; and what works on them: the fast operations, if there are
 * such here, and threads.
 */
final class Memory implements AutoCloseable {
    /** Bytes of one array: what a buffer of Java can address. */
    static final long MOST = Integer.MAX_VALUE;

    private final ArrayPool pool = new ArrayPool();
    private final Optional<TrainingKernels> kernels;
    private final Workers workers;
    private final long most;
    /** Arrays taken, by where they begin; a view without offset begins where its array does. */
    private final Map<Long, INDArray> taken = new HashMap<>();

    /**
     * Takes nothing yet.
     *
     * @param kernels closed with it
     * @param workers likewise
     * @param most bytes of one array, at most {@link #MOST}
     */
    Memory(Optional<TrainingKernels> kernels, Workers workers, long most) {
        this.kernels = kernels;
        this.workers = workers;
        this.most = most;
    }

    /** The fast operations, if there are such here and they can reach ND4J's arrays; without them a graph is ND4J's operations alone. */
    static Optional<TrainingKernels> kernelsHere() {
        return kernelsFor(HostMemory.isShared());
    }

    /** Likewise where arrays lie in this process's memory, or do not. */
    static Optional<TrainingKernels> kernelsFor(boolean shared) {
        return shared ? TrainingKernels.ifPresent() : Optional.empty();
    }

    Optional<TrainingKernels> kernels() {
        return kernels;
    }

    /** Threads for what no library does. */
    Workers workers() {
        return workers;
    }

    /** Bytes of one array at most. */
    long most() {
        return most;
    }

    /** An array of undefined float32 values in C order. */
    INDArray take(long... shape) {
        return take(DataType.FLOAT, shape);
    }

    private INDArray take(DataType type, long... shape) {
        requireRoom(type, shape);
        return note(pool.allocate(true, type, shape));
    }

    /** Likewise of any type and order. */
    INDArray take(LongShapeDescriptor descriptor) {
        requireRoom(descriptor.dataType(), descriptor.getShape());
        return note(pool.allocate(true, descriptor));
    }

    /** Two whole numbers. */
    INDArray take(long first, long second, DataType type) {
        INDArray array = take(LongShapeDescriptor.fromShape(new long[] {2}, type));
        array.data().put(0, first);
        array.data().put(1, second);
        return array;
    }

    private void requireRoom(DataType type, long... shape) {
        double bytes = type.width();
        for (long axis : shape) {
            bytes *= axis;
        }
        if (bytes > most) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "expected arrays of at most %d bytes in training, found one of %.0f, shape %s; %s",
                    most,
                    bytes,
                    Arrays.toString(shape),
                    LargestArray.CURE));
        }
    }

    private INDArray note(INDArray array) {
        if (!array.isEmpty()) {
            taken.put(HostMemory.place(array), array);
        }
        return array;
    }

    /** Whether an array, or what it is a view of, was taken here and not given back. */
    boolean owns(INDArray array) {
        return taken.containsKey(HostMemory.place(array));
    }

    /** Gives back the array that begins at a {@link HostMemory#place place}, if it was taken here. */
    void giveBack(long place) {
        INDArray array = taken.remove(place);
        if (array != null) {
            pool.release(array);
        }
    }

    /** Sums over some axes, which stay with length 1; of the array's type. */
    INDArray sum(INDArray array, int... axes) {
        long[] shape = array.shape().clone();
        for (int axis : axes) {
            shape[axis] = 1;
        }
        INDArray sum = take(array.dataType(), shape);
        Nd4j.getExecutioner().exec(new Sum(array, sum, true, axes));
        return sum;
    }

    /** The array itself if its values lie in C order without gaps, else a copy that does. */
    INDArray dense(INDArray array) {
        return isDense(array) ? array : copy(array);
    }

    /** Where the values of an array begin that lie in C order; of a copy, if the array's own do not. */
    long denseAddress(INDArray array) {
        return HostMemory.address(dense(array));
    }

    /** In C order, of the array's type. */
    INDArray copy(INDArray array) {
        INDArray copy = take(array.dataType(), array.shape());
        copy.assign(array);
        return copy;
    }

    /** Copies the values of an array to a dense float32 one of as many. */
    static void copy(INDArray from, INDArray to) {
        if (HostMemory.isShared() && isDense(from)) {
            floats(to).put(floats(from));
        } else {
            to.assign(from);
        }
    }

    static boolean isDense(INDArray array) {
        long[] shape = array.shape();
        long expected = 1;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            if (shape[axis] != 1 && array.stride(axis) != expected) {
                return false;
            }
            expected *= shape[axis];
        }
        return true;
    }

    /** The values of a dense float32 array, until the next operation on it. */
    static FloatBuffer floats(INDArray array) {
        return HostMemory.floats(array);
    }

    /** A copy of the rows of a matrix. */
    static float[][] rows(INDArray matrix) {
        try (INDArray plain = matrix.dup('c')) {
            return new Tensor(plain.data().asFloat(), plain.shape()).rows();
        }
    }

    /** Ends a step: arrays of shapes that it has not asked for are given back to the system. */
    void endStep() {
        taken.clear();
        pool.endRun();
    }

    @Override
    public void close() {
        pool.close();
        kernels.ifPresent(TrainingKernels::close);
        workers.close();
    }
}
