package org.panderm4j.benchmarks.compare;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;

/**
 * What samples were taken on.
 *
 * @param cpu the processor's name with family and model where the system tells them, since virtual machines hide the name's rest
 * @param cores that the JVM may use
 * @param jdk its version
 * @param nd4j version of the library
 * @param onednn version of the preset, or {@code absent}
 */
record MachineDescription(String cpu, int cores, String jdk, String nd4j, String onednn) {
    private static final Path CPUINFO = Path.of("/proc/cpuinfo");

    /** This machine, with the libraries on the class path and the JDK that a result names. */
    static MachineDescription here(String jdk) {
        return new MachineDescription(
                cpu(CPUINFO),
                Runtime.getRuntime().availableProcessors(),
                jdk,
                version("org.nd4j", "nd4j-native"),
                version("org.bytedeco", "dnnl"));
    }

    /** Whether times may be compared: libraries and JDK may differ, they are what a regression may come from. */
    boolean isSameHardware(MachineDescription other) {
        return cpu.equals(other.cpu) && cores == other.cores;
    }

    /** JDK and libraries that differ in the other, in words; empty if none does. */
    String softwareChanges(MachineDescription other) {
        return Stream.of(
                        change("JDK", jdk, other.jdk),
                        change("ND4J", nd4j, other.nd4j),
                        change("oneDNN", onednn, other.onednn))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String change(String name, String before, String after) {
        return before.equals(after) ? "" : name + " " + before + " -> " + after;
    }

    static String cpu(Path cpuinfo) {
        String arch = System.getProperty("os.arch");
        try {
            Map<String, String> facts = new LinkedHashMap<>();
            Files.readString(cpuinfo, StandardCharsets.ISO_8859_1)
                    .lines()
                    .map(line -> line.split(":", 2))
                    .filter(fields -> fields.length == 2)
                    .forEach(fields -> facts.putIfAbsent(fields[0].strip(), fields[1].strip()));
            return facts.containsKey("model name")
                    ? facts.get("model name") + ", family " + facts.get("cpu family") + ", model " + facts.get("model")
                    : Stream.of(arch, facts.get("CPU implementer"), facts.get("CPU part"))
                            .map(String::valueOf)
                            .collect(Collectors.joining(" "));
        } catch (IOException e) {
            return System.getProperty("os.name") + " " + arch; // not a Linux system
        }
    }

    private static String version(String group, String artifact) {
        try {
            return Loader.getVersion(group, artifact);
        } catch (IOException e) {
            return "absent";
        }
    }

    @Override
    public String toString() {
        return cpu + ", " + cores + " cores, JDK " + jdk + ", ND4J " + nd4j + ", oneDNN " + onednn;
    }
}
