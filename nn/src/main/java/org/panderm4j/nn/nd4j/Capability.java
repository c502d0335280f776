package org.panderm4j.nn.nd4j;

/**
 * The compute capability of a CUDA device: which machine code it runs.
 *
 * @param major generation, e.g. 8
 * @param minor within it, e.g. 6; code for a smaller one of the same generation runs too
 */
public record Capability(int major, int minor) implements Comparable<Capability> {
    @Override
    public int compareTo(Capability other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
