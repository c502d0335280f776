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

    /** No number of a card has more digits; where it has no capability to tell, the program writes a word in brackets. */
    private static final Pattern LINE =
            Pattern.compile("\\s*(\\d{1,4})\\s*,\\s*([^,]*?)\\s*(?:,\\s*(?:(\\d{1,4})\\.(\\d{1,4})|\\[.*])\\s*)?");

    private final List<List<String>> commands;
    private List<Card> cards; // null before they were asked for

    /** Of this machine; drivers before 495 know no compute capabilities, and answer to nothing when they are asked for one. */
    public NvidiaDriver() {
        this(
                List.of("nvidia-smi", "--query-gpu=index,name,compute_cap", "--format=csv,noheader"),
                List.of("nvidia-smi", "--query-gpu=index,name", "--format=csv,noheader"));
    }

    /**
     * That answers to another command.
     *
     * @param command prints a line for each card: index, name and, if it knows it, compute capability
     */
    public NvidiaDriver(List<String> command) {
        this.commands = List.of(command);
    }

    /** That may answer only to the second of two commands. */
    public NvidiaDriver(List<String> first, List<String> second) {
        this.commands = List.of(first, second);
    }

    /**
     * A card.
     *
     * @param name e.g. {@code Tesla T4}
     * @param index the driver's, which may differ from that of CUDA
     * @param capability unless the driver is too old to tell it
     */
    public record Card(String name, int index, Optional<Capability> capability) {
        private static Optional<Card> of(String line) {
            Matcher parts = LINE.matcher(line);
            return parts.matches()
                    ? Optional.of(new Card(
                            parts.group(2),
                            Integer.parseInt(parts.group(1)),
                            Optional.ofNullable(parts.group(3))
                                    .map(major ->
                                            new Capability(Integer.parseInt(major), Integer.parseInt(parts.group(4))))))
                    : Optional.empty();
        }

        /** What CUDA would make of it. */
        public Optional<CudaDevice> device() {
            return capability.map(known -> new CudaDevice(index, known));
        }

        @Override
        public String toString() {
            return name + ", "
                    + device().map(CudaDevice::toString)
                            .orElse("device " + index + " (its driver is too old to tell the compute capability)");
        }
    }

    /**
     * All cards, also those that {@code CUDA_VISIBLE_DEVICES} hides from CUDA; none where no driver answers. It is asked once.
     */
    public synchronized List<Card> cards() {
        if (cards == null) {
            cards = commands.stream()
                    .map(command -> lines(command).stream()
                            .map(Card::of)
                            .flatMap(Optional::stream)
                            .toList())
                    .filter(found -> !found.isEmpty())
                    .findFirst()
                    .orElse(List.of());
        }
        return cards;
    }

    private static List<String> lines(List<String> command) {
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
