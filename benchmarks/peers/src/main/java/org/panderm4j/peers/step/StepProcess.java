package org.panderm4j.peers.step;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The parent's end of a process that trains. */
final class StepProcess implements AutoCloseable {
    private final StepContestant contestant;
    private final Process process;
    private final BufferedReader answers;
    private final BufferedWriter commands;

    private StepProcess(StepContestant contestant, Process process) {
        this.contestant = contestant;
        this.process = process;
        answers = process.inputReader(StandardCharsets.UTF_8);
        commands = process.outputWriter(StandardCharsets.UTF_8);
    }

    /**
     * Starts a process; it loads until {@link #answer} has been called once.
     *
     * @param child its class with the main method
     * @param arguments for it, behind the contestant and before the threads
     */
    static StepProcess start(StepContestant contestant, Class<?> child, List<String> arguments, int threads)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-Djava.awt.headless=true", "-Dorg.bytedeco.javacpp.logger=slf4j"));
        command.addAll(List.of("-Dorg.bytedeco.javacpp.maxbytes=0", "-Dorg.bytedeco.javacpp.maxphysicalbytes=0"));
        command.addAll(contestant.javaOptions());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), child.getName()));
        command.add(contestant.id());
        command.addAll(arguments);
        command.add(Integer.toString(threads));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        contestant.environment().forEach(builder.environment()::putIfAbsent);
        for (String library : List.of("OMP", "MKL", "OPENBLAS")) {
            builder.environment().put(library + "_NUM_THREADS", Integer.toString(threads));
        }
        return new StepProcess(contestant, builder.start());
    }

    StepContestant contestant() {
        return contestant;
    }

    StepAnswer steps(int count) throws IOException {
        commands.write(Integer.toString(count));
        commands.newLine();
        commands.flush();
        return answer();
    }

    /**
     * The next answer; a line that is none was printed by a library and goes to standard error.
     *
     * @throws IOException when the process has ended
     */
    StepAnswer answer() throws IOException {
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith("{")) {
                return StepAnswer.of(line);
            }
            System.err.println(line);
        }
        throw new IOException(contestant.id()
                + ": expected an answer of its process, found that it has ended; what it printed stands above");
    }

    /** Closes its input, upon which it ends; one that is at work is ended. */
    @Override
    public void close() {
        try {
            commands.close();
        } catch (IOException e) { // it has ended before
            System.err.println(contestant.id() + ": " + e.getMessage());
        }
        process.destroy();
    }
}
