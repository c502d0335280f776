package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Several command lines, one after the other in one process that is not this one: engines are found when a process starts, so they may
 * be others there.
 */
final class SeveralPrograms {
    private static final String HEAD = "== status ";

    private SeveralPrograms() {}

    /** Each argument is a command line, a word a line; those that begin with -D are set as properties before. */
    @SuppressWarnings("SystemOut") // a program's main class
    public static void main(String... lines) {
        for (String line : lines) {
            List<String> words = new ArrayList<>(line.lines().toList());
            while (words.get(0).startsWith("-D")) {
                String[] property = words.remove(0).substring(2).split("=", 2);
                System.setProperty(property[0], property[1]);
            }
            Program run = Program.run(words);
            System.out.print(HEAD + run.status() + "\n" + run.err() + "\n");
        }
    }

    /**
     * Runs them.
     *
     * @param classes folder before all others on the class path
     * @param lines words of each; properties first
     * @return what each said on standard error, and its status; results are not kept
     */
    static List<Program> run(Path classes, List<List<String>> lines) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classes + File.pathSeparator + System.getProperty("java.class.path"),
                SeveralPrograms.class.getName()));
        lines.forEach(words -> command.add(String.join("\n", words)));
        Path said = Files.createTempFile(classes, "said", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(said.toFile())
                .start();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw new IOException(e);
        }
        List<Program> programs = new ArrayList<>();
        for (String part : Files.readString(said).split("(?m)^" + HEAD, -1)) {
            if (!part.isBlank()) {
                String[] split = part.split("\n", 2);
                programs.add(new Program(Integer.parseInt(split[0].strip()), "", split[1]));
            }
        }
        assertThat(programs).hasSameSizeAs(lines);
        return programs;
    }
}
