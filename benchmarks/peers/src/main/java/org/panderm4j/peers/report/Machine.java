package org.panderm4j.peers.report;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The machine that figures were taken on.
 *
 * @param processor its name
 * @param flags those of its instruction sets that matter here
 * @param cores that the process may use
 * @param memoryGib of the machine
 * @param load mean number of running processes in the last minute; negative where unknown
 * @param java version and vendor of the JDK
 * @param system operating system
 * @param environment variables that steer the libraries' threads and kernels
 */
public record Machine(
        String processor,
        List<String> flags,
        int cores,
        long memoryGib,
        double load,
        String java,
        String system,
        Map<String, String> environment) {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final List<String> FLAGS = List.of(
            "avx2",
            "fma",
            "f16c",
            "avx512f",
            "avx512bw",
            "avx512_vnni",
            "avx512_bf16",
            "avx512_fp16",
            "avx_vnni",
            "amx_tile",
            "amx_int8",
            "amx_bf16",
            "amx_fp16");
    private static final List<String> LIBRARIES =
            List.of("OMP_", "GOMP_", "KMP_", "MKL_", "OPENBLAS_", "ONEDNN_", "DNNL_", "MALLOC_", "GLIBC_TUNABLES");

    public Machine {
        flags = List.copyOf(flags);
        environment = new TreeMap<>(environment);
    }

    /** This machine, as far as Linux tells. */
    public static Machine here() throws IOException {
        List<String> lines = Files.isReadable(PROCESSORS) ? Files.readAllLines(PROCESSORS) : List.of();
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new Machine(
                field(lines, "model name"),
                flags(field(lines, "flags")),
                Runtime.getRuntime().availableProcessors(),
                Math.round(system.getTotalMemorySize() / (double) (1L << 30)),
                system.getSystemLoadAverage(),
                System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")",
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                steering(System.getenv()));
    }

    /** Value of the first line "name : value"; "unknown" where there is none. */
    static String field(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.matches(name + "\\s*:.*"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }

    /** Those of the processor's flags that matter. */
    static List<String> flags(String all) {
        List<String> words = Arrays.asList(all.split(" "));
        return FLAGS.stream().filter(words::contains).toList();
    }

    private static Map<String, String> steering(Map<String, String> environment) {
        return environment.entrySet().stream()
                .filter(variable -> LIBRARIES.stream().anyMatch(variable.getKey()::startsWith))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** One paragraph for people. */
    public String line() {
        String steered = environment.isEmpty() ? "" : ", environment " + environment;
        return processor + " (" + String.join(" ", flags) + "), " + cores + " cores, " + memoryGib + " GiB, " + system
                + ", JDK " + java + ", load at start " + load + steered;
    }
}
