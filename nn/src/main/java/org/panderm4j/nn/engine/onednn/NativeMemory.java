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

    private final long budget;
    private final Set<Region> regions = new HashSet<>();
    private long bytes;

    /**
     * @param budget most bytes to be taken at a time
     */
    NativeMemory(long budget) {
        this.budget = budget;
    }

    /** A budget of nine tenths of the memory of this machine, or of the container that the program runs in. */
    static NativeMemory ofMachine() {
        long machine =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
        return new NativeMemory(machine / 10 * 9);
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
        if (size > budget - bytes) {
            throw new IllegalStateException("expected the encoder to need at most " + megabytes(budget)
                    + " MB of native memory, found " + megabytes(bytes) + " MB taken and " + megabytes(size)
                    + " MB more wanted; use a smaller batch size");
        }
        Pointer block = Pointer.malloc(size + ALIGNMENT);
        if (block == null || block.isNull()) {
            throw new IllegalStateException(
                    "no memory left for " + megabytes(size) + " MB more; use a smaller batch size");
        }
        Region region = new Region(block, size);
        regions.add(region);
        bytes += size;
        return region;
    }

    void giveBack(Region region) {
        if (regions.remove(region)) {
            bytes -= region.size;
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
