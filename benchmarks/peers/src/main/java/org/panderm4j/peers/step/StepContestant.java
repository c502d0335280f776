package org.panderm4j.peers.step;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Who takes part. */
public enum StepContestant {
    /** This project, as its launcher starts it. */
    PANDERM4J,
    /** libtorch 2.10 on MKL through JavaCPP's preset. */
    LIBTORCH;

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static StepContestant of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }

    /** Java options that its process needs. */
    List<String> javaOptions() {
        return this == LIBTORCH ? List.of("-Dorg.bytedeco.openblas.load=mkl") : List.of();
    }

    /**
     * Environment of its process, where the caller's does not say otherwise. A step of libtorch takes and gives back arrays as large
     * as the parameters, which the C allocator by default fetches from the system anew each time: told to keep them, libtorch was
     * five times as fast.
     */
    Map<String, String> environment() {
        return this == LIBTORCH
                ? Map.of(
                        "MALLOC_ARENA_MAX",
                        "1",
                        "MALLOC_MMAP_THRESHOLD_",
                        "1073741824",
                        "MALLOC_TRIM_THRESHOLD_",
                        "17179869184")
                : Map.of("OMP_WAIT_POLICY", "passive");
    }
}
