package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One command line in a process of its own, with the options of the launcher; closing ends it if it has not ended. */
final class ForkedProgram implements AutoCloseable {
    private static final long MOST_MINUTES = 30;

    private final Process process;
    private final Path messages;

    private ForkedProgram(Process process, Path messages) {
        this.process = process;
        this.messages = messages;
    }

    /**
     * Starts it.
     *
     * @param messages file for what it says
     * @param java further options of the JVM
     */
    static ForkedProgram start(Path messages, List<String> java, List<?> words) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC"));
        command.addAll(java);
        command.addAll(List.of(
                "-Djava.awt.headless=true",
                "-Dpanderm.terminal=false",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        words.forEach(word -> command.add(String.valueOf(word)));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(messages.toFile())
                .start();
        return new ForkedProgram(process, messages);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL, where there are signals. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    String messages() throws IOException {
        return Files.readString(messages);
    }

    void succeeds() throws IOException, InterruptedException {
        assertThat(process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(messages()).isEqualTo(ExitStatus.DONE);
    }

    /** Kilobytes in memory, from Linux. */
    long residentKilobytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
