package org.panderm4j.nn.nd4j;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The values of ND4J's arrays as memory of this process. On the CPU backend they are that; a CUDA backend keeps them on the device and a
 * copy here, and has to be told which of the two is the newer.
 *
 * <p>So a view is good until the next operation on its array: what was written by then is what the operation reads, and what the operation
 * writes is seen by the next view. On the processor a view stays good as long as its array.
 */
public final class HostMemory {
    private HostMemory() {}

    /** Found out when ND4J runs. */
    private static final class Backend {
        private static final boolean SHARED = Nd4j.getEnvironment().isCPU();

        private Backend() {}
    }

    /** Whether arrays lie in memory of this process and nowhere else, where libraries may work on them by their addresses. */
    public static boolean isShared() {
        return Backend.SHARED;
    }

    /**
     * The values of a float32 array that lie in C order without gaps, to read and to write.
     *
     * @return from position 0
     */
    public static FloatBuffer floats(INDArray array) {
        return floats(array, isShared());
    }

    static FloatBuffer floats(INDArray array, boolean shared) {
        FloatPointer values = new FloatPointer(reached(array, shared).addressPointer());
        return values.position(0).capacity(array.length()).asBuffer();
    }

    /** The values of a float64 array, in the order in which they lie, to read and to write. */
    public static DoublePointer doubles(INDArray array) {
        return doubles(array, isShared());
    }

    static DoublePointer doubles(INDArray array, boolean shared) {
        return new DoublePointer(reached(array, shared).addressPointer());
    }

    private static DataBuffer reached(INDArray array, boolean shared) {
        DataBuffer buffer = array.data();
        if (!shared && !array.isEmpty()) {
            fetch(buffer);
        }
        return buffer;
    }

    /** Writing one value as it is has ND4J bring all of them here, and take those here for the newer from then on. */
    private static void fetch(DataBuffer buffer) {
        buffer.put(0, buffer.getDouble(0));
    }

    /**
     * Where the values of an array begin, for a library that works on them.
     *
     * @throws IllegalStateException where they lie on a device
     */
    public static long address(INDArray array) {
        return address(array, isShared());
    }

    static long address(INDArray array, boolean shared) {
        if (!shared) {
            throw new IllegalStateException("expected an array in this process's memory, found one on a CUDA device");
        }
        return array.isEmpty() ? 0 : array.data().address();
    }

    /** A number by which arrays that begin with the same value in memory are known, 0 for empty ones; not to be used as an address. */
    public static long place(INDArray array) {
        return place(array, isShared());
    }

    static long place(INDArray array, boolean shared) {
        if (array.isEmpty()) {
            return 0;
        }
        return shared ? array.data().address() : array.data().platformAddress();
    }
}
