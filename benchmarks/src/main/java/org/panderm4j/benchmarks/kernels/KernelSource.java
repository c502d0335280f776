package org.panderm4j.benchmarks.kernels;

/** The engines whose kernels can be measured; the tests hold each to the same results. */
public enum KernelSource {
    /** SameDiff graphs of the operations that the plain engine makes. */
    SAMEDIFF;

    /** The engine's kernels; the first call may load its libraries. */
    public Kernels kernels() {
        return switch (this) {
            case SAMEDIFF -> new SameDiffKernels();
        };
    }
}
