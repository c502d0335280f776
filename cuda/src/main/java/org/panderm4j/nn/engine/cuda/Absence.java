package org.panderm4j.nn.engine.cuda;

import java.util.List;
import java.util.Optional;

/** Sentences on why a card cannot be used, each with what to do about it. */
final class Absence {
    /** The first whose matrix units take bf16. */
    private static final int OLDEST = 80;

    private Absence() {}

    /** The runtime does not load: mostly since the driver's library is missing, which it is linked to. */
    static String ofRuntime(String problem) {
        return "the driver (libcuda.so.1) or the CUDA 13 runtime (libcudart.so.13) is not found; install both, and name the "
                + "folder of the latter in LD_LIBRARY_PATH (" + problem + ")";
    }

    /** The driver is there and finds no card. */
    static String ofDevice(String problem) {
        return "the driver finds no NVIDIA card (" + problem + ")";
    }

    /**
     * @param version as the driver tells it, e.g. 12040 for 12.4
     */
    static String ofDriver(int version) {
        return "expected a driver for CUDA 13.0 or newer (580 and up), found one for CUDA " + version / 1000 + "."
                + version % 1000 / 10 + "; update the driver";
    }

    static String ofLibraries(String problem) {
        return "cuBLASLt (libcublasLt.so.13) or NVRTC (libnvrtc.so.13) is not found; install CUDA 13's libraries, and name their "
                + "folder in LD_LIBRARY_PATH (" + problem + ")";
    }

    /** Why a card of that number cannot be used. */
    static Optional<String> of(List<Device> devices, int index) {
        if (index >= devices.size()) {
            String there = devices.size() == 1
                    ? "cuda:0, the only card"
                    : "a card from cuda:0 to cuda:" + (devices.size() - 1);
            return Optional.of("expected " + there + ", found cuda:" + index);
        }
        Device device = devices.get(index);
        return device.capability() >= OLDEST
                ? Optional.empty()
                : Optional.of("expected a card of compute capability 8.0 or more, found " + device.label());
    }
}
