package org.panderm4j.nn.engine.onednn;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.Set;
import org.bytedeco.javacpp.Pointer;

/** The owner of all native memory of one encoder: counted, bounded by a budget, given back when closed. */
final class NativeMemory implements AutoCloseable {
    /** A cache line, and the widest vector. */
    static final long ALIGNMENT = 64;

    /** What all encoders of this process share: nine tenths of the machine's memory, or of the container's. */
    private static final Budget MACHINE = new Budget(machineMemory() / 10 * 9);

    private final Budget budget;
    private final Set<Region> regions = new HashSet<>();
    private long bytes;

    /**
     * @param budget most bytes to be taken at a time
     */
    NativeMemory(long budget) {
        this(new Budget(budget));
    }

    private NativeMemory(Budget budget) {
        this.budget = budget;
    }

    /** Memory within the budget of this process. */
    static NativeMemory ofMachine() {
        return new NativeMemory(MACHINE);
    }

    private static long machineMemory() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }

    /** Bytes that may be taken, by one owner or by several. */
    private static final class Budget {
        private final long most;
        private long taken;

        Budget(long most) {
            this.most = most;
        }

        synchronized void take(long size) {
            if (size > most - taken) {
                throw new IllegalStateException("expected encoders to need at most " + megabytes(most)
                        + " MB of native memory, found " + megabytes(taken) + " MB taken and " + megabytes(size)
                        + " MB more wanted; use a smaller batch size or a machine with more memory");
            }
            taken += size;
        }

        synchronized void giveBack(long size) {
            taken -= size;
        }
    }

    /** Memory that nobody else owns, until given back. */
    static final class Region {
        private final Pointer block;
        private final long size;

        private Region(Pointer block, long size) {
            this.block = block;
            this.size = size;
        }

        /** Of its first byte, aligned. */
        long address() {
            return aligned(block.address());
        }

        long size() {
            return size;
        }
    }

    /**
     * Takes memory of undefined contents.
     *
     * @throws IllegalStateException when the budget does not allow it, or the machine has no more
     */
    Region take(long size) {
        budget.take(size);
        Pointer block = Pointer.malloc(size + ALIGNMENT);
        if (block == null || block.isNull()) {
            budget.giveBack(size);
            throw new IllegalStateException("the system has no memory left for " + megabytes(size)
                    + " MB more; use a smaller batch size, --precision bf16 or a machine with more memory");
        }
        Region region = new Region(block, size);
        regions.add(region);
        bytes += size;
        return region;
    }

    void giveBack(Region region) {
        if (regions.remove(region)) {
            bytes -= region.size;
            budget.giveBack(region.size);
            Pointer.free(region.block);
        }
    }

    /** Bytes taken and not given back. */
    long bytes() {
        return bytes;
    }

    static long aligned(long size) {
        return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    private static long megabytes(long size) {
        return size >> 20;
    }

    @Override
    public void close() {
        Set.copyOf(regions).forEach(this::giveBack);
    }
}
