package org.panderm4j.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.panderm4j.run.ProgressReport;
import org.panderm4j.train.SnapshotStore.Role;

/** A run in a process of its own, ended from outside. */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class KilledRunTest {
    private static final int SIGTERM_STATUS = 128 + 15;

    @TempDir
    Path temp;

    private Path out;

    @BeforeEach
    void name() {
        out = temp.resolve("out");
    }

    private Process start(List<String> before, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                FakeTraining.class.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return new ProcessBuilder(command)
                .redirectError(temp.resolve("messages").toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private String messages() throws IOException {
        return Files.readString(temp.resolve("messages"));
    }

    private void awaitLines(Process process, int lines) throws Exception {
        Path metrics = out.resolve("metrics.jsonl");
        while (!Files.exists(metrics) || FakeTraining.timeless(out).size() < lines) {
            assertThat(process.isAlive()).as(messages()).isTrue();
            Thread.sleep(5);
        }
    }

    private void finishAndCompare() throws IOException {
        new FakeTraining(out, ProgressReport.NONE).run(true, () -> false, step -> {});
        Path whole = temp.resolve("whole");
        new FakeTraining(whole, ProgressReport.NONE).run(false, () -> false, step -> {});
        assertThat(FakeTraining.timeless(out)).isEqualTo(FakeTraining.timeless(whole));
        for (Role role : List.of(Role.LAST, Role.BEST)) {
            assertThat(FakeTraining.state(out, role)).isEqualTo(FakeTraining.state(whole, role));
        }
        assertThat(out.toFile().list())
                .containsExactlyInAnyOrder("metrics.jsonl", "snapshots", "tensorboard", "report.html", "run.json");
    }

    @Test
    void killedAtSomeMomentItEndsInTheSameBits() throws Exception {
        Process process = start(List.of(), out, 15);
        awaitLines(process, 24);
        process.destroyForcibly().waitFor();
        assertThat(out.resolve("run.json")).doesNotExist();
        finishAndCompare();
    }

    @Test
    void askedToEndItKeepsTheStepThatItWasIn() throws Exception {
        Process process = start(List.of(), out, 30);
        awaitLines(process, 10);
        process.destroy();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(messages()).isEqualTo(SIGTERM_STATUS);
        assertThat(messages()).contains("stopping after this step");
        List<String> lines = FakeTraining.timeless(out);
        String step = lines.get(lines.size() - 1).replaceAll(".*\"step\":(\\d+).*", "$1");
        assertThat(FakeTraining.state(out, Role.LAST)).startsWith(step + " ");
        finishAndCompare();
    }

    /** As on a full disk: the system takes no more bytes in the middle of a snapshot. */
    @Test
    void aSnapshotThatDoesNotFitLeavesTheOneBefore() throws Exception {
        long[] done = {0};
        new FakeTraining(out, ProgressReport.NONE).run(false, () -> done[0] == 9, step -> done[0] = step);
        String before = FakeTraining.state(out, Role.LAST);
        Process process = start(List.of("bash", "-c", "ulimit -f 64; exec \"$@\"", "bash"), out, 0, "--resume");
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(messages())
                .contains("cannot be written (File too large)")
                .contains("that of step 9 is still there")
                .contains("--resume");
        assertThat(FakeTraining.state(out, Role.LAST)).isEqualTo(before);
        assertThat(out.resolve("snapshots").toFile().list()).allMatch(name -> !name.startsWith("."));
        finishAndCompare();
    }
}
