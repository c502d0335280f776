package org.panderm4j.nn.engine.cuda;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sentences on why a card cannot be used, each with what to do about it. */
final class Absence {
    /** The first whose matrix units take bf16. */
    private static final int OLDEST = 80;

    /** What the system's loader says of a library that another one needs. */
    private static final Pattern NOT_FOUND = Pattern.compile("(lib[\\w.+-]+): cannot open shared object file");

    private static final String DRIVER_LIBRARY = "libcuda.so.1";
    static final String WHERE = "install CUDA 13's libraries and name their folder in LD_LIBRARY_PATH";
    /** JavaCPP's own library on top of the runtime, which needs the driver's. */
    private static final String RUNTIME = "jnicudart";

    private static final int MOST = 160;

    private Absence() {}

    /** A library does not load. */
    static String ofLibrary(LinkageError problem) {
        Optional<String> missing = missing(problem);
        if (missing.isEmpty() && essence(problem).contains(RUNTIME)) {
            // Whoever asks a second time in a process is told no cause.
            return "no NVIDIA driver (" + DRIVER_LIBRARY + ") or no CUDA 13 runtime (libcudart.so.13) is found; "
                    + WHERE;
        }
        if (missing.isEmpty()) {
            return "a library of CUDA 13 does not load (" + essence(problem) + "); " + WHERE;
        }
        return missing.get().equals(DRIVER_LIBRARY)
                ? "no NVIDIA driver is installed here: " + DRIVER_LIBRARY + " is not found"
                : missing.get() + " is not found; " + WHERE;
    }

    /** The library that is looked for in vain: the last cause knows, the first only where JavaCPP's own was looked for. */
    private static Optional<String> missing(Throwable problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            Matcher found = NOT_FOUND.matcher(String.valueOf(cause.getMessage()));
            if (found.find()) {
                return Optional.of(found.group(1));
            }
        }
        return Optional.empty();
    }

    /** One line without the folders that were looked into. */
    static String essence(Throwable problem) {
        Throwable cause = problem;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String line = Optional.ofNullable(cause.getMessage())
                .orElse("")
                .lines()
                .findFirst()
                .orElse("no reason given")
                .replaceFirst(" in java\\.library\\.path: .*", "");
        return line.length() > MOST ? line.substring(0, MOST) + "..." : line;
    }

    /**
     * The driver does not start.
     *
     * @param status the driver's name of it
     * @param driver as in {@link #ofDriver}; 0 where it does not tell
     */
    static String ofStart(String status, int driver) {
        if (status.equals("CUDA_ERROR_NO_DEVICE")) {
            return ofDevice();
        }
        return "the NVIDIA driver" + (driver > 0 ? " (for CUDA " + version(driver) + ")" : "") + " does not start ("
                + status + "); see whether nvidia-smi works";
    }

    /** The driver is there and finds no card. */
    static String ofDevice() {
        return "the NVIDIA driver finds no card that this process may use (see nvidia-smi and CUDA_VISIBLE_DEVICES)";
    }

    /**
     * The driver is too old.
     *
     * @param version as the driver tells it, e.g. 12040 for 12.4
     */
    static String ofDriver(int version) {
        return "expected an NVIDIA driver for CUDA 13.0 or newer (580 and up), found one for CUDA " + version(version)
                + "; update the driver";
    }

    /** e.g. 12.4 for 12040. */
    static String version(int told) {
        return told / 1000 + "." + told % 1000 / 10;
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
