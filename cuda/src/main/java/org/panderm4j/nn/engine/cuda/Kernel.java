package org.panderm4j.nn.engine.cuda;

import static org.bytedeco.cuda.global.cudart.CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES;
import static org.bytedeco.cuda.global.cudart.cuFuncSetAttribute;
import static org.bytedeco.cuda.global.cudart.cuLaunchKernel;

import org.bytedeco.cuda.cudart.CUfunc_st;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** A function on the card. */
final class Kernel {
    /** What a block may have without being asked for. */
    private static final int USUAL_SHARED = 48 * 1024;

    private final String name;
    private final CUfunc_st function;

    Kernel(String name, CUfunc_st function) {
        this.name = name;
        this.function = function;
    }

    /**
     * How many threads do it.
     *
     * @param x blocks
     * @param y blocks
     * @param threads of a block
     * @param shared bytes of memory of a block, beside what is declared
     */
    record Grid(long x, long y, int threads, int shared) {
        /** One thread for each of so many pieces of work. */
        static Grid over(long pieces, int threads) {
            return new Grid((pieces + threads - 1) / threads, 1, threads, 0);
        }
    }

    /**
     * Queues it.
     *
     * @param arguments as the function takes them: {@code Long} for pointers and 64-bit numbers, {@code Integer}, {@code Float}
     */
    void launch(CUstream_st stream, Grid grid, Object... arguments) {
        if (grid.x() == 0 || grid.y() == 0) {
            return;
        }
        if (grid.shared() > USUAL_SHARED) {
            Cuda.check(
                    cuFuncSetAttribute(function, CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES, grid.shared()),
                    grid.shared() + " bytes of shared memory for " + name);
        }
        Pointer[] values = new Pointer[arguments.length];
        try (PointerPointer<Pointer> pointers = new PointerPointer<>(arguments.length)) {
            for (int i = 0; i < values.length; i++) {
                values[i] = pointer(arguments[i]);
                pointers.put(i, values[i]);
            }
            Cuda.check(
                    cuLaunchKernel(
                            function,
                            Math.toIntExact(grid.x()),
                            Math.toIntExact(grid.y()),
                            1,
                            grid.threads(),
                            1,
                            1,
                            grid.shared(),
                            stream,
                            pointers,
                            (PointerPointer<?>) null),
                    name);
        } finally {
            for (Pointer value : values) {
                if (value != null) {
                    value.close();
                }
            }
        }
    }

    private Pointer pointer(Object argument) {
        if (argument instanceof Long number) {
            return new LongPointer(new long[] {number});
        }
        if (argument instanceof Integer number) {
            return new IntPointer(new int[] {number});
        }
        if (argument instanceof Float number) {
            return new FloatPointer(new float[] {number});
        }
        throw new IllegalArgumentException(name + " takes no " + argument);
    }
}
