package org.panderm4j.peers.run;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.panderm4j.peers.engine.Contestant;
import org.panderm4j.peers.tower.Model;

/** The other end of a {@link Child}: starts it, asks it, ends it. */
final class ChildProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;

    private final Contestant contestant;
    private final Process process;
    private final BufferedReader answers;
    private final BufferedWriter commands;

    private ChildProcess(Contestant contestant, Process process) {
        this.contestant = contestant;
        this.process = process;
        answers = process.inputReader(StandardCharsets.UTF_8);
        commands = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** Starts a process; it loads its model until {@link #answer} has been called once. */
    static ChildProcess start(Contestant contestant, Model model, Settings settings) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(contestant, model, settings));
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        environment(builder.environment(), contestant, settings.threads());
        return new ChildProcess(contestant, builder.start());
    }

    private static List<String> command(Contestant contestant, Model model, Settings settings) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-Djava.awt.headless=true"));
        command.add("-Dorg.bytedeco.javacpp.logger=slf4j");
        command.addAll(List.of("-Dorg.bytedeco.javacpp.maxbytes=0", "-Dorg.bytedeco.javacpp.maxphysicalbytes=0"));
        if (Runtime.version().feature() >= 22) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(contestant.javaOptions());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Child.class.getName()));
        command.addAll(List.of(contestant.id(), model.id()));
        command.addAll(List.of(Integer.toString(settings.layers()), Integer.toString(settings.threads())));
        return command;
    }

    /** The number of threads is ours to set; everything else only where the caller has not. */
    private static void environment(Map<String, String> environment, Contestant contestant, int threads) {
        contestant.environment().forEach(environment::putIfAbsent);
        for (String library : List.of("OMP", "MKL", "OPENBLAS")) {
            environment.put(library + "_NUM_THREADS", Integer.toString(threads));
        }
    }

    Contestant contestant() {
        return contestant;
    }

    /** Asks for times or features. */
    Answer ask(String command) throws IOException {
        try {
            commands.write(command);
            commands.newLine();
            commands.flush();
        } catch (IOException e) { // it has ended meanwhile
            return failed(e.getMessage());
        }
        return answer();
    }

    /** The next answer; a line that is none was printed by native code and goes to standard error. */
    Answer answer() throws IOException {
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith("{")) {
                return Answer.of(line);
            }
            System.err.println(line);
        }
        return failed("no answer");
    }

    private Answer failed(String what) {
        return Answer.failed(what + "; its process ended with " + exitCode() + ", what it printed stands above");
    }

    private String exitCode() {
        try {
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    ? "exit code " + process.exitValue()
                    : "its output closed";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "its output closed";
        }
    }

    /** Closes the child's input, upon which it ends; if it does not, ends it. */
    @Override
    public void close() {
        try {
            commands.close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
