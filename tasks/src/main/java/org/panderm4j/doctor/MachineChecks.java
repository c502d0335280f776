package org.panderm4j.doctor;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Java, memory and processor. */
final class MachineChecks {
    private static final long GIB = 1L << 30;
    private static final int OLDEST_JAVA = 17;
    /** What decoding and tables need; weights lie outside of the heap. */
    private static final long HEAP = GIB / 2;
    /** PanDerm-2 in float32 with the memory to run it. */
    private static final long MEMORY = 4 * GIB;

    /** Instruction sets that the engines make use of, by their first flag in {@code /proc/cpuinfo}. */
    private static final List<String> FEATURES =
            List.of("avx2", "fma", "avx512f", "avx512_vnni", "avx512_bf16", "amx_tile", "amx_bf16");

    private MachineChecks() {}

    static List<Finding> all(Path cpuinfo) {
        List<Finding> findings = new ArrayList<>();
        findings.add(java(Runtime.version().feature()));
        findings.add(heap(Runtime.getRuntime().maxMemory()));
        OperatingSystemMXBean machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        findings.add(memory(machine.getTotalMemorySize(), machine.getFreeMemorySize()));
        findings.add(processor(cpuinfo));
        return findings;
    }

    static Finding java(int feature) {
        String found = System.getProperty("java.vm.name") + " " + Runtime.version() + ", "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch");
        return feature < OLDEST_JAVA
                ? Finding.fail("Java", found, "install a JDK " + OLDEST_JAVA + " or newer and set JAVA_HOME")
                : Finding.pass("Java", found);
    }

    static Finding heap(long most) {
        String found = "at most " + gib(most);
        return most < HEAP
                ? Finding.warn("Java heap", found, "give it more: PANDERM_JAVA_OPTS=-Xmx2g")
                : Finding.pass("Java heap", found);
    }

    static Finding memory(long total, long free) {
        String found = gib(total) + ", " + gib(free) + " unused";
        return total < MEMORY
                ? Finding.warn("memory", found, "large models need about " + gib(MEMORY) + "; use a small one")
                : Finding.pass("memory", found);
    }

    static Finding processor(Path cpuinfo) {
        String cores = Runtime.getRuntime().availableProcessors() + " cores";
        Set<String> flags = flags(cpuinfo);
        if (flags.isEmpty()) {
            return Finding.pass("processor", cores + "; this system does not tell its instruction sets");
        }
        List<String> has = FEATURES.stream().filter(flags::contains).toList();
        List<String> lacks =
                FEATURES.stream().filter(one -> !flags.contains(one)).toList();
        String found = cores + "; has " + (has.isEmpty() ? "none" : String.join(" ", has))
                + (lacks.isEmpty() ? "" : "; lacks " + String.join(" ", lacks));
        boolean slow = System.getProperty("os.arch").equals("amd64") && !flags.contains("avx2");
        return slow
                ? Finding.warn("processor", found, "works, but slowly; a processor with avx2 is several times faster")
                : Finding.pass("processor", found);
    }

    private static Set<String> flags(Path cpuinfo) {
        try {
            return Files.readString(cpuinfo, StandardCharsets.ISO_8859_1)
                    .lines()
                    .filter(line -> line.startsWith("flags") || line.startsWith("Features"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip().split("\\s+"))
                    .map(words -> (Set<String>) new TreeSet<>(Arrays.asList(words)))
                    .orElse(Set.of());
        } catch (IOException e) {
            return Set.of(); // not a Linux system
        }
    }

    static String gib(long bytes) {
        return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) GIB);
    }
}
