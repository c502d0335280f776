package org.panderm4j.nn.engine.cuda;

import java.util.Locale;

/**
 * A card.
 *
 * @param index in the driver's order
 * @param name e.g. {@code NVIDIA H100 80GB HBM3}
 * @param major compute capability, before the point
 * @param minor behind it
 * @param multiprocessors of the card
 * @param memory in bytes
 */
public record Device(int index, String name, int major, int minor, int multiprocessors, long memory) {
    /** Compute capability times ten, e.g. 90. */
    public int capability() {
        return 10 * major + minor;
    }

    /** What kernels are compiled for, e.g. {@code sm_90}. */
    String architecture() {
        return "sm_" + major + minor;
    }

    /** e.g. {@code NVIDIA H100 80GB HBM3 (compute capability 9.0, 79.2 GiB)}. */
    String summary() {
        return String.format(
                Locale.ROOT,
                "%s (compute capability %d.%d, %.1f GiB)",
                name,
                major,
                minor,
                memory / (double) (1L << 30));
    }

    /** e.g. {@code NVIDIA H100 80GB HBM3 (compute capability 9.0)}. */
    public String label() {
        return name + " (compute capability " + major + "." + minor + ")";
    }
}
