package org.panderm4j.peers.libtorch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Looks into this process for the library that libtorch's f32 products come from. */
public final class LoadedMkl {
    private static final Path MAPPINGS = Path.of("/proc/self/maps");

    private LoadedMkl() {}

    /**
     * Names of MKL's libraries that decide about speed, as Linux has them mapped.
     *
     * @throws IllegalStateException when MKL is not among them: OpenBLAS would stand for libtorch, and stall on two threads
     */
    public static String require() {
        String found = libraries(mapped());
        if (!found.contains("libmkl_rt")) {
            throw new IllegalStateException("expected libtorch on MKL, found no libmkl_rt in this process; put the mkl"
                    + " jars with their -redist on the class path and set -Dorg.bytedeco.openblas.load=mkl");
        }
        return "MKL: " + found;
    }

    private static List<String> mapped() {
        try {
            return Files.readAllLines(MAPPINGS);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + MAPPINGS + "; this comparison needs Linux", e);
        }
    }

    /** File names of what is mapped from MKL, each once. */
    static String libraries(List<String> mappings) {
        return mappings.stream()
                .filter(line -> line.contains("/libmkl_"))
                .map(line -> line.substring(line.lastIndexOf('/') + 1))
                .distinct()
                .sorted()
                .collect(Collectors.joining(" "));
    }
}
