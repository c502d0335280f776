package org.panderm4j.nn.engine;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Where the weights of a tower lie while its encoder is open. */
public enum Residence {
    /** In memory, unless they would take more than half of it; then streamed. */
    AUTO,
    /** All in memory, read once: fastest, at four bytes a parameter, two in bf16. */
    MEMORY,
    /**
     * In their file, from which each block is read when its turn comes: two blocks in memory, whatever the number of blocks, the
     * same numbers. Every batch reads the whole file, so batches should be as large as the scratch memory of one block allows.
     */
    STREAMED;

    /**
     * What is meant, with {@link #AUTO} decided.
     *
     * @param weights bytes of a tower's weights as its engine holds them
     * @param memory bytes of the machine
     */
    Residence resolve(long weights, long memory) {
        if (this != AUTO) {
            return this;
        }
        return weights > memory / 2 ? STREAMED : MEMORY;
    }

    /** Bytes of memory that this machine, or the container that the program runs in, has in all. */
    static long machineMemory() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }
}
