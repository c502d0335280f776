package org.panderm4j.tune;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A search in a process of its own, ended from outside. */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class KilledSearchTest {
    @TempDir
    Path temp;

    private Process start(Path out, Path space) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FakeTunable.class.getName(),
                        out.toString(),
                        space.toString(),
                        "20")
                .redirectErrorStream(true)
                .redirectOutput(temp.resolve("messages").toFile())
                .start();
    }

    @Test
    void goesOnToTheSameResults() throws Exception {
        Path space = Files.writeString(
                temp.resolve("space.yaml"),
                "c: {from: 0.01, to: 1000, scale: log}\nbatch-size: {from: 8, to: 64}\npenalty: [l2, reference, none]\n");
        Path out = temp.resolve("out");
        Path journal = out.resolve(".trials.csv.journal");
        Process process = start(out, space);
        while (!Files.exists(journal) || Files.readAllLines(journal).size() < 11) {
            assertThat(process.isAlive())
                    .as(Files.readString(temp.resolve("messages")))
                    .isTrue();
            Thread.sleep(5);
        }
        process.destroyForcibly().waitFor();
        assertThat(out.resolve("run.json")).doesNotExist();
        // And as if the kill had come in the middle of a line.
        String kept = Files.readString(journal);
        Files.writeString(journal, kept + "{\"trial\":29,\"config");
        TuneSettings settings = FakeTunable.settings(space, SearchKind.GENETIC, 30, EarlyStopping.MEDIAN, 3);
        FakeTunable rest = new FakeTunable(0);
        FakeTunable.task(rest, settings).run(out, FakeTunable.plan(settings), true, FakeTunable::facts, note -> {});
        assertThat(rest.runs.get()).isEqualTo(30 - kept.lines().count());
        Path whole = temp.resolve("whole");
        FakeTunable.task(new FakeTunable(0), settings)
                .run(whole, FakeTunable.plan(settings), false, FakeTunable::facts, note -> {});
        assertThat(FakeTunable.timeless(out))
                .isEqualTo(FakeTunable.timeless(whole))
                .hasSize(31);
        assertThat(Files.readString(out.resolve("best-command.txt")))
                .isEqualTo(Files.readString(whole.resolve("best-command.txt")));
        assertThat(out.toFile().list()).noneMatch(name -> name.startsWith("."));
    }
}
