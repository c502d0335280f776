package org.panderm4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.panderm4j.run.ProgressReport;
import org.panderm4j.train.SnapshotStore.Role;

class TrainingRunTest {
    @TempDir
    Path temp;

    private static FakeTraining training(Path out) {
        return new FakeTraining(out, ProgressReport.NONE);
    }

    private Path whole() throws IOException {
        Path out = temp.resolve("whole");
        training(out).run(false, () -> false, step -> {});
        return out;
    }

    private static void assertSame(Path out, Path whole) throws IOException {
        assertThat(FakeTraining.timeless(out)).isEqualTo(FakeTraining.timeless(whole));
        for (Role role : List.of(Role.LAST, Role.BEST)) {
            assertThat(FakeTraining.state(out, role)).isEqualTo(FakeTraining.state(whole, role));
        }
    }

    @Test
    void leavesAllOfItsFiles() throws IOException {
        Path out = whole();
        assertThat(out.toFile().list())
                .containsExactlyInAnyOrder("metrics.jsonl", "snapshots", "tensorboard", "report.html", "run.json");
        assertThat(out.resolve("snapshots").toFile().list())
                .containsExactlyInAnyOrder("last.safetensors", "best.safetensors");
        assertThat(out.resolve("tensorboard").toFile().list()).hasSize(1);
        assertThat(FakeTraining.timeless(out)).hasSize((int) FakeTraining.STEPS + (int) FakeTraining.STEPS / 5);
        assertThat(Files.readString(out.resolve("report.html"))).contains("Learning rate", "Recall at 5");
    }

    /** A failure at any step, before the first snapshot, at one and after one, even twice. */
    @ParameterizedTest
    @ValueSource(ints = {1, 6, 7, 8, 13, 35, 59, 60})
    void goesOnAsIfItHadNotFailed(int failing) throws IOException {
        Path out = temp.resolve("out");
        assertThatThrownBy(() -> training(out).run(false, () -> false, step -> {
                    if (step == failing) {
                        throw new IllegalStateException("on purpose");
                    }
                }))
                .hasMessage("on purpose");
        assertThat(out.resolve("run.json")).doesNotExist();
        assertThatThrownBy(() -> training(out).run(false, () -> false, step -> {}))
                .hasMessageContaining("--resume");
        training(out).run(true, () -> false, step -> {});
        assertSame(out, whole());
    }

    @Test
    void stopsAfterTheStepWhenAsked() throws IOException {
        Path out = temp.resolve("out");
        long[] done = {0};
        training(out).run(false, () -> done[0] == 10, step -> done[0] = step);
        assertThat(FakeTraining.state(out, Role.LAST)).startsWith("10 ");
        training(out).run(true, () -> done[0] == 11, step -> done[0] = step);
        assertThat(FakeTraining.state(out, Role.LAST)).startsWith("11 ");
        training(out).run(true, () -> false, step -> {});
        assertSame(out, whole());
    }

    @Test
    void aDamagedSnapshotIsRefusedBeforeAnythingChanges() throws IOException {
        Path out = temp.resolve("out");
        assertThatThrownBy(() -> training(out).run(false, () -> false, step -> {
                    if (step == 9) {
                        throw new IllegalStateException("on purpose");
                    }
                }))
                .hasMessage("on purpose");
        List<String> before = FakeTraining.timeless(out);
        assertThat(before).as("two of them beyond the snapshot").hasSize(10);
        Path last = out.resolve("snapshots/last.safetensors");
        Files.write(last, Arrays.copyOf(Files.readAllBytes(last), 1000));
        assertThatThrownBy(() -> training(out).run(true, () -> false, step -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("last.safetensors");
        assertThat(FakeTraining.timeless(out)).isEqualTo(before);
    }

    @Test
    void tellsHowFarItIs() throws IOException {
        List<String> shown = new ArrayList<>();
        ProgressReport progress = (what, unit, total) -> {
            shown.add(what + " " + unit + " " + total);
            return new ProgressReport.Step() {
                @Override
                public void reach(long done) {
                    shown.add("begins at " + done);
                }

                @Override
                public void reach(long done, Supplier<String> note) {
                    shown.add(done + ": " + note.get());
                }
            };
        };
        new FakeTraining(temp.resolve("out"), progress).run(false, () -> false, step -> {});
        assertThat(shown).hasSize(2 + (int) FakeTraining.STEPS).startsWith("pretrain steps 60", "begins at 0");
        assertThat(shown.get(2))
                .matches("1: loss 0\\.\\d{4}, rate 1\\.00e-03, gradient norm [\\d.]+, [\\d.]+ pairs a second"
                        + "(, [\\d.]+ GB of memory)?");
        assertThat(shown.get(7)).matches("6: loss [\\d.]+, validation loss [\\d.]+, rate .*");
    }
}
