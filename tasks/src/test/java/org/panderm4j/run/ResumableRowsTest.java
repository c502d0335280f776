package org.panderm4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panderm4j.data.npy.Npy;

/** A small run, interrupted wherever it can be, ends in the same bytes as one that was left alone. */
class ResumableRowsTest {
    private static final int INPUTS = 37;
    private static final int BATCH = 5;
    private static final int WIDTH = 3;
    private static final RunPlan PLAN = new RunPlan("embed", Map.of("--model", "demo"), 1, "d");
    private static final String JOURNAL = ".embeddings.npy.journal";
    private static final String ASIDE = ".embeddings.npy.part";

    @TempDir
    Path temp;

    /** Thrown where the process is thought to die. */
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Counts the steps of a run and dies at one of them. */
    private static final class Fuse {
        private final int dieAt;
        private int step;

        Fuse(int dieAt) {
            this.dieAt = dieAt;
        }

        void step() {
            if (step++ == dieAt) {
                throw new Killed();
            }
        }
    }

    private static boolean fails(int input) {
        return input % 7 == 3;
    }

    private static void embed(Path out, Fuse fuse, int pauseMillis) throws IOException, InterruptedException {
        try (RunFolder run = RunFolder.open(out, PLAN, true)) {
            fuse.step();
            if (run.isFinished()) {
                return;
            }
            try (ResumableRows rows = ResumableRows.open(run, "embeddings.npy", WIDTH)) {
                fuse.step();
                for (int at = (int) rows.inputsDone(); at < INPUTS; at += BATCH) {
                    appendBatch(rows, at);
                    fuse.step();
                    Thread.sleep(pauseMillis); // stands for the model
                }
                rows.finish();
                fuse.step();
            }
            run.write("metadata.csv", file -> Files.writeString(file, "rows of " + INPUTS));
            fuse.step();
            run.finish(new RunFacts(Map.of(), Map.of()));
            fuse.step();
        }
    }

    private static void appendBatch(ResumableRows rows, int first) throws IOException {
        List<Failure> failed = new ArrayList<>();
        float[] values = new float[BATCH * WIDTH];
        int used = 0;
        int last = Math.min(first + BATCH, INPUTS);
        for (int input = first; input < last; input++) {
            if (fails(input)) {
                failed.add(new Failure(input, "picture " + input + ".jpg", "cannot be decoded"));
                continue;
            }
            for (int k = 0; k < WIDTH; k++) {
                values[used++] = input + k / 8f;
            }
        }
        rows.append(Arrays.copyOf(values, used), last - first, failed);
    }

    private Map<String, String> undisturbed() throws IOException, InterruptedException {
        Path out = temp.resolve("undisturbed");
        embed(out, new Fuse(-1), 0);
        assertThat(Npy.read(out.resolve("embeddings.npy")).shape()).containsExactly(INPUTS - 5, WIDTH);
        return results(out);
    }

    /** Every file as digest, the record aside, which holds times. */
    private static Map<String, String> results(Path out) throws IOException {
        Map<String, String> digests = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(out)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                digests.put(file.getFileName().toString(), Digests.ofFile(file));
            }
        }
        assertThat(digests.remove("run.json")).isNotNull();
        assertThat(digests).containsOnlyKeys("embeddings.npy", "metadata.csv", "failures.csv");
        return digests;
    }

    @Test
    void dyingAfterAnyStepChangesNoByte() throws IOException, InterruptedException {
        Map<String, String> expected = undisturbed();
        int deaths = 0;
        for (int dieAt = 0; ; dieAt++) {
            Path out = temp.resolve("dies" + dieAt);
            try {
                embed(out, new Fuse(dieAt), 0);
                break; // longer than the run
            } catch (Killed e) {
                deaths++;
            }
            embed(out, new Fuse(-1), 0);
            assertThat(results(out)).as("died at step %d", dieAt).isEqualTo(expected);
        }
        assertThat(deaths).isGreaterThan(INPUTS / BATCH);
    }

    @Test
    void dyingAgainAndAgainChangesNoByte() throws IOException, InterruptedException {
        Map<String, String> expected = undisturbed();
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            Path out = temp.resolve("seed" + seed);
            for (boolean done = false; !done; ) {
                try {
                    embed(out, new Fuse(2 + random.nextInt(4)), 0);
                    done = true;
                } catch (Killed e) {
                    assertThat(e).isNotNull();
                }
            }
            assertThat(results(out)).as("seed %d", seed).isEqualTo(expected);
        }
    }

    /** The moments inside a step: the journal cut at any byte, rows beyond the journal cut anywhere or full of garbage. */
    @Test
    void aTornWriteChangesNoByte() throws IOException, InterruptedException {
        Map<String, String> expected = undisturbed();
        Path dead = temp.resolve("dead");
        try {
            embed(dead, new Fuse(5), 0);
        } catch (Killed e) {
            assertThat(dead.resolve(JOURNAL)).exists();
        }
        byte[] journal = Files.readAllBytes(dead.resolve(JOURNAL));
        for (int length = 0; length <= journal.length; length++) {
            Path out = temp.resolve("torn" + length);
            Files.createDirectories(out);
            for (String name : List.of(RunFolder.PLAN, ASIDE)) {
                Files.copy(dead.resolve(name), out.resolve(name));
            }
            Files.write(out.resolve(JOURNAL), Arrays.copyOf(journal, length));
            // A batch whose rows reached the disk in part, and a journal that grew without content.
            Files.write(out.resolve(ASIDE), new byte[length % 61], StandardOpenOption.APPEND);
            Files.write(out.resolve(JOURNAL), new byte[length % 3], StandardOpenOption.APPEND);
            embed(out, new Fuse(-1), 0);
            assertThat(results(out)).as("journal cut at byte %d", length).isEqualTo(expected);
        }
    }

    @Test
    void killedProcessesChangeNoByte() throws IOException, InterruptedException {
        Map<String, String> expected = undisturbed();
        Path out = temp.resolve("killed");
        int kills = 0;
        for (int patience = 350; Files.notExists(out.resolve("run.json")); patience += 60) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            "-Xmx64m",
                            ResumableRowsTest.class.getName(),
                            out.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(new File(temp.toFile(), "log"))
                    .start();
            if (!process.waitFor(patience, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
                kills++;
            }
            assertThat(patience).as(Files.readString(temp.resolve("log"))).isLessThan(20_000);
        }
        assertThat(kills).isPositive();
        embed(out, new Fuse(-1), 0);
        assertThat(results(out)).isEqualTo(expected);
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        embed(Path.of(args[0]), new Fuse(-1), 40);
    }

    @Test
    void refusesABatchThatDoesNotAddUp() throws IOException {
        try (RunFolder run = RunFolder.open(temp, PLAN, false);
                ResumableRows rows = ResumableRows.open(run, "embeddings.npy", WIDTH)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> rows.append(new float[WIDTH], 2, List.of()))
                    .withMessageContaining("2 inputs");
            assertThat(rows.rowsDone()).isZero();
        }
    }
}
