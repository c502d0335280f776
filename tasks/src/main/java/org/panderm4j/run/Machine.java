package org.panderm4j.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What runs, and what it runs on. */
public final class Machine {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s*(\\d+) kB");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s*(\\d+) kB");

    private Machine() {}

    /** Of the jar's manifest; {@code development} when started from class files. */
    public static String program() {
        String version = Machine.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /** The processor's name, or its kind where the system does not tell. */
    public static String processor() {
        try {
            return Files.readString(PROCESSORS, StandardCharsets.ISO_8859_1)
                    .lines()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElseGet(() -> System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch"); // not a Linux system
        }
    }

    static Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>();
        versions.put("panderm4j", program());
        versions.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
        versions.put(
                "os",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        return versions;
    }

    /** The most memory the process ever held, in bytes, native memory included; empty where the system does not tell. */
    static OptionalLong peakMemory() {
        return memory(PEAK);
    }

    /** The memory that the process holds now, in bytes, native memory included; empty where the system does not tell. */
    public static OptionalLong residentMemory() {
        return memory(RESIDENT);
    }

    private static OptionalLong memory(Pattern line) {
        try {
            Matcher found = line.matcher(Files.readString(STATUS, StandardCharsets.ISO_8859_1));
            return found.find() ? OptionalLong.of(1024 * Long.parseLong(found.group(1))) : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty(); // not a Linux system
        }
    }
}
