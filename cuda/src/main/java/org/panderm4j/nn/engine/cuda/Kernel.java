package org.panderm4j.nn.engine.cuda;

import static org.bytedeco.cuda.global.cudart.CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES;
import static org.bytedeco.cuda.global.cudart.cuFuncSetAttribute;
import static org.bytedeco.cuda.global.cudart.cuLaunchKernel;

import org.bytedeco.cuda.cudart.CUfunc_st;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.javacpp.BytePointer;
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
        try (BytePointer values = new BytePointer((long) arguments.length * Long.BYTES);
                PointerPointer<BytePointer> pointers = new PointerPointer<>(arguments.length)) {
            write(values, pointers, arguments);
            launch(stream, grid, pointers);
        }
    }

    /**
     * Lays arguments out as the driver reads them.
     *
     * @param values room for 8 bytes of each
     * @param pointers receives where each is
     */
    static void write(BytePointer values, PointerPointer<BytePointer> pointers, Object... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            BytePointer place = new BytePointer(values).position((long) i * Long.BYTES);
            Object argument = arguments[i];
            if (argument instanceof Long number) {
                place.putLong(number);
            } else if (argument instanceof Integer number) {
                place.putInt(number);
            } else if (argument instanceof Float number) {
                place.putFloat(number);
            } else {
                throw new IllegalArgumentException("a kernel takes no " + argument);
            }
            pointers.put(i, place);
        }
    }

    private void launch(CUstream_st stream, Grid grid, PointerPointer<BytePointer> pointers) {
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
    }
}
