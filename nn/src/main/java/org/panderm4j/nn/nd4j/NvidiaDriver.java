package org.panderm4j.nn.nd4j;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The cards that NVIDIA's driver knows, by the program that comes with it; where there is no CUDA runtime to ask. */
public final class NvidiaDriver {
    /** A driver whose card hangs does not answer at all. */
    private static final long SECONDS = 10;

    private static final Pattern LINE = Pattern.compile("\\s*(\\d+)\\s*,\\s*(.*?)\\s*,\\s*(\\d+)\\.(\\d+)\\s*");

    private final List<String> command;

    /** Of this machine. */
    public NvidiaDriver() {
        this(List.of("nvidia-smi", "--query-gpu=index,name,compute_cap", "--format=csv,noheader"));
    }

    /**
     * That answers to another command.
     *
     * @param command prints a line for each card: index, name, compute capability
     */
    public NvidiaDriver(List<String> command) {
        this.command = List.copyOf(command);
    }

    /**
     * A card.
     *
     * @param name e.g. {@code Tesla T4}
     * @param device whose index is the driver's, which may differ from that of CUDA
     */
    public record Card(String name, CudaDevice device) {
        private static Optional<Card> of(String line) {
            Matcher parts = LINE.matcher(line);
            return parts.matches()
                    ? Optional.of(new Card(
                            parts.group(2),
                            new CudaDevice(
                                    Integer.parseInt(parts.group(1)),
                                    new Capability(
                                            Integer.parseInt(parts.group(3)), Integer.parseInt(parts.group(4))))))
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return name + ", " + device;
        }
    }

    /** All cards, also those that {@code CUDA_VISIBLE_DEVICES} hides from CUDA; none where no driver answers. */
    public List<Card> cards() {
        return lines().stream().map(Card::of).flatMap(Optional::stream).toList();
    }

    private List<String> lines() {
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
            return process.exitValue() == 0 ? answer.lines().toList() : List.of();
        } catch (IOException e) {
            return List.of(); // there is no such program
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
