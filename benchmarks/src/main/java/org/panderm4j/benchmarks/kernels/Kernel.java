package org.panderm4j.benchmarks.kernels;

/** One operation of an engine on operands that are in its memory already. For one thread; owns native memory until closed. */
public interface Kernel extends AutoCloseable {
    /** Runs once. What comes out stays in native memory. */
    void run();

    /**
     * Runs once and copies the result to the heap, row by row. An engine may add, or take a softmax, in place, as it does in a
     * tower: then only the first call after preparing has this meaning.
     */
    float[] result();

    @Override
    void close();
}
