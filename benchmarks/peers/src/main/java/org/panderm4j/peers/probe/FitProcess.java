package org.panderm4j.peers.probe;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The parent's end of a process that fits. */
final class FitProcess implements AutoCloseable {
    private final ProbeContestant contestant;
    private final Process process;
    private final BufferedReader answers;
    private final BufferedWriter commands;

    private FitProcess(ProbeContestant contestant, Process process) {
        this.contestant = contestant;
        this.process = process;
        answers = process.inputReader(StandardCharsets.UTF_8);
        commands = process.outputWriter(StandardCharsets.UTF_8);
    }

    /**
     * Starts a process; it loads until {@link #answer} has been called once.
     *
     * @param python the interpreter that has scikit-learn
     * @param folder with the features and the script for it
     */
    static FitProcess start(ProbeContestant contestant, FitSettings settings, Path python, Path folder)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                contestant.isPython() ? python(contestant, settings, python, folder) : java(contestant, settings));
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        if (!contestant.isPython()) {
            builder.environment().putIfAbsent("OMP_WAIT_POLICY", "passive"); // as the project's launcher has it
        }
        for (String library : List.of("OMP", "MKL", "OPENBLAS")) {
            builder.environment().put(library + "_NUM_THREADS", Integer.toString(settings.threads()));
        }
        return new FitProcess(contestant, builder.start());
    }

    private static List<String> java(ProbeContestant contestant, FitSettings settings) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-Djava.awt.headless=true", "-Dorg.bytedeco.javacpp.logger=slf4j"));
        command.addAll(List.of("-Dorg.bytedeco.javacpp.maxbytes=0", "-Dorg.bytedeco.javacpp.maxphysicalbytes=0"));
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), FitChild.class.getName(), contestant.id()));
        for (int size : new int[] {settings.rows(), settings.width(), settings.classes()}) {
            command.add(Integer.toString(size));
        }
        command.addAll(List.of(Double.toString(settings.cost()), Double.toString(settings.tolerance())));
        command.add(Integer.toString(settings.threads()));
        return command;
    }

    private static List<String> python(ProbeContestant contestant, FitSettings settings, Path python, Path folder) {
        return List.of(
                python.toString(),
                folder.resolve(FitFolder.SCRIPT).toString(),
                folder.toString(),
                contestant.precision(),
                Double.toString(settings.cost()),
                Double.toString(settings.tolerance()));
    }

    ProbeContestant contestant() {
        return contestant;
    }

    FitAnswer fit(int passes) throws IOException {
        commands.write("fit " + passes);
        commands.newLine();
        commands.flush();
        return answer();
    }

    /**
     * The next answer; a line that is none was printed by a library and goes to standard error.
     *
     * @throws IOException when the process has ended
     */
    FitAnswer answer() throws IOException {
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith("{")) {
                return FitAnswer.of(line);
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
