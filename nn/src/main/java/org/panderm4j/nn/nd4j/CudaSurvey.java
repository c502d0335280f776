package org.panderm4j.nn.nd4j;

import java.util.List;

/** What was found out before any backend of ND4J runs. */
public sealed interface CudaSurvey {
    /** ND4J's CUDA backend is not on the class path; nothing else was looked at. */
    record NoBackend() implements CudaSurvey {}

    /**
     * The environment puts ND4J's CPU backend first; nothing else was looked at.
     *
     * @param setting that does, as the environment writes it, e.g. {@code BACKEND_PRIORITY_CPU=200}
     */
    record ProcessorAsked(String setting) implements CudaSurvey {}

    /** The CUDA backend's classes are there without its libraries, as for compiling; nothing else was looked at. */
    record NoLibraries() implements CudaSurvey {}

    /** There is no driver of NVIDIA's. */
    record NoDriver() implements CudaSurvey {}

    /**
     * There is a driver, but not all of CUDA 11.
     *
     * @param library that is missing, e.g. {@code libcublas.so.11}
     */
    record NoRuntime(String library) implements CudaSurvey {}

    /**
     * The devices cannot be asked.
     *
     * @param reason in one line
     */
    record Unreadable(String reason) implements CudaSurvey {}

    /**
     * The devices that this process may use, none among them that {@code CUDA_VISIBLE_DEVICES} hides.
     *
     * @param devices perhaps none; their indices count those that are left
     * @param visible value of {@code CUDA_VISIBLE_DEVICES}, a name for each device that is left; empty where it is not set
     */
    record Devices(List<CudaDevice> devices, String visible) implements CudaSurvey {
        public Devices {
            devices = List.copyOf(devices);
        }

        /** All that there are. */
        public Devices(List<CudaDevice> devices) {
            this(devices, "");
        }
    }
}
