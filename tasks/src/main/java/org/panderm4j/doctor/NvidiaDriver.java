package org.panderm4j.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The cards that NVIDIA's driver knows, by the program that comes with it; for builds that have no CUDA to ask. */
final class NvidiaDriver {
    /** A driver whose card hangs does not answer at all. */
    private static final long SECONDS = 10;

    private final List<String> command;

    /** Of this machine. */
    NvidiaDriver() {
        this(List.of("nvidia-smi", "--query-gpu=index,name,compute_cap", "--format=csv,noheader"));
    }

    NvidiaDriver(List<String> command) {
        this.command = List.copyOf(command);
    }

    /** A line for each card: index, name, compute capability; none where there is no driver, or it does not answer. */
    List<String> cards() {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return List.of();
            }
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.exitValue() == 0
                    ? answer.lines()
                            .map(String::strip)
                            .filter(line -> !line.isEmpty())
                            .toList()
                    : List.of();
        } catch (IOException e) {
            return List.of(); // there is no such program
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
