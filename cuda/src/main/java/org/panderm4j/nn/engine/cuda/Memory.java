package org.panderm4j.nn.engine.cuda;

/** Memory that kernels work on, named by addresses. */
interface Memory {
    /** What products and vector loads like addresses to be a multiple of. */
    int ALIGNMENT = 256;

    /**
     * Takes some.
     *
     * @param what it is for, for the message
     * @throws CudaException.OutOfMemory when there is no room
     */
    long take(long bytes, String what);

    /** Gives back what was taken at an address; 0 is nothing. */
    void give(long address);

    /** Writes values to an address; they are there when this returns. */
    void write(long address, String what, float... values);

    void write(long address, String what, short... values);

    void write(long address, String what, int... values);

    static long aligned(long bytes) {
        return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
}
