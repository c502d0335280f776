package org.panderm4j.nn.nd4j;

/**
 * A CUDA device.
 *
 * @param index in the order of the CUDA runtime, from 0
 */
public record CudaDevice(int index, Capability capability) {
    @Override
    public String toString() {
        return "device " + index + " (compute capability " + capability + ")";
    }
}
