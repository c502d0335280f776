package org.panderm4j.nn.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx2;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core_amx;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core_bf16;
import static org.bytedeco.dnnl.global.dnnl.dnnl_engine_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_get_effective_cpu_isa;
import static org.bytedeco.dnnl.global.dnnl.dnnl_version;

import java.util.Optional;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_version_t;

/** The oneDNN library in this process: whether it can run here, what it can do here, and its handle of the processor. */
public final class OneDnn {
    private static final String SUCCESS = "";

    private OneDnn() {}

    /** Loaded by whoever asks first; a failure is remembered as its reason. */
    private static final class Library {
        private static dnnl_engine engine;
        private static final String PROBLEM = load();

        private Library() {}

        private static String load() {
            try {
                engine = new dnnl_engine();
                check(dnnl_engine_create(engine, dnnl_cpu, 0), "the engine of the processor");
                return reaches(dnnl_cpu_isa_avx2)
                        ? SUCCESS
                        : "this processor has no AVX2, or ONEDNN_MAX_CPU_ISA hides it";
            } catch (LinkageError | RuntimeException e) {
                return "oneDNN's library does not load on " + System.getProperty("os.name") + " "
                        + System.getProperty("os.arch") + " (" + firstLine(e) + ")";
            }
        }

        private static String firstLine(Throwable problem) {
            return String.valueOf(problem.getMessage()).lines().findFirst().orElse("no reason given");
        }
    }

    /** Why the engine cannot run here; empty where it can. */
    public static Optional<String> absence() {
        return Library.PROBLEM.equals(SUCCESS) ? Optional.empty() : Optional.of(Library.PROBLEM);
    }

    /** Whether this processor multiplies bf16 numbers in hardware: AVX512-BF16 or AMX. */
    public static boolean multipliesBf16() {
        return absence().isEmpty() && reaches(dnnl_cpu_isa_avx512_core_bf16);
    }

    /** Whether this processor has the matrix unit AMX for bf16. */
    public static boolean hasAmx() {
        return absence().isEmpty() && reaches(dnnl_cpu_isa_avx512_core_amx);
    }

    /** Version of the library, e.g. {@code 3.13.0}. */
    public static String version() {
        dnnl_version_t version = dnnl_version();
        return version.major() + "." + version.minor() + "." + version.patch();
    }

    /** The widest instructions that the library uses here, e.g. {@code avx512_core_bf16}; other ones, other last digits. */
    public static String instructions() {
        return hasAmx()
                ? "avx512_core_amx"
                : multipliesBf16() ? "avx512_core_bf16" : reaches(dnnl_cpu_isa_avx512_core) ? "avx512_core" : "avx2";
    }

    static dnnl_engine engine() {
        absence().ifPresent(reason -> {
            throw new IllegalStateException("engine 'onednn' is not present here: " + reason);
        });
        return Library.engine;
    }

    /** Instruction sets are bit sets in which each holds those before it. */
    private static boolean reaches(int isa) {
        return (dnnl_get_effective_cpu_isa() & isa) == isa;
    }

    /**
     * Refuses what the library refuses.
     *
     * @param status as the library's functions return it; 0 is success
     * @param what was wanted, for the message
     */
    static void check(int status, String what) {
        if (status != 0) {
            throw new IllegalStateException("oneDNN gives status " + status + " for " + what
                    + (status == 1 ? " (out of memory; use a smaller batch size)" : ""));
        }
    }
}
