package org.panderm4j.nn.engine.cuda;

import java.util.List;
import org.panderm4j.nn.engine.cuda.Kernel.Grid;

/** Takes work and does it in the order in which it came; nothing is done yet when a call returns. */
interface WorkQueue {
    /**
     * Queues one of our kernels.
     *
     * @param file its source, see {@link Compiler}
     * @param definitions what the compiler is told
     * @param kernel its name
     * @param arguments as the kernel takes them: {@code Long} for addresses and 64-bit numbers, {@code Integer}, {@code Float}
     */
    void launch(String file, List<String> definitions, String kernel, Grid grid, Object... arguments);

    /**
     * Queues a matrix product.
     *
     * @param x left matrix
     * @param w right matrix, its rows the columns of the result
     * @param bias added to every row; 0 where the shape has none
     * @param y result
     */
    void multiply(Products.Shape shape, long x, long w, long bias, long y);

    /** Queues a copy from one address to another. */
    void copy(long from, long to, long bytes);
}
