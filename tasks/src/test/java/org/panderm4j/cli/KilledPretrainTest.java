package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program itself, killed at some moment after its first snapshot, ends with the bits of one that was left alone. */
@Timeout(180)
class KilledPretrainTest {
    private static final int STEPS = 36;
    private static final int SNAPSHOT_EVERY = 4;
    private static final int LATEST = 15;
    /** The start of the JVM is most of the time. */
    private static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1", "-XX:-UsePerfData");

    @TempDir
    Path folder;

    private List<Object> words(Path out, List<?> more) {
        Path world = folder.resolve("world");
        List<Object> words =
                new ArrayList<>(List.of("pretrain", "--csv", world.resolve("pairs.csv"), "--image-root", world));
        words.addAll(List.of(
                "--caption-column", "caption,caption_2", "--architecture", "panderm-tiny", "--vocabulary", 150));
        words.addAll(List.of("--batch-size", 2, "--accumulate", 2, "--steps", STEPS, "--warmup", 10, "--lr", 1e-3));
        words.addAll(List.of("--dropout", 0.1, "--depth-dropout", 0.2, "--crop-scale", "0.5,1", "--mirror", 0.5));
        words.addAll(
                List.of("--log-every", 1, "--snapshot-every", SNAPSHOT_EVERY, "--seed", 5, "--quiet", "--out", out));
        words.addAll(more);
        return words;
    }

    private ForkedProgram start(Path out, List<?> more) throws IOException {
        return ForkedProgram.start(folder.resolve(out.getFileName() + ".log"), QUICK, words(out, more));
    }

    private static long lines(Path out) throws IOException {
        Path metrics = out.resolve("metrics.jsonl");
        if (!Files.exists(metrics)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(metrics)) {
            return lines.count();
        }
    }

    /** Somewhere in the middle of a step, a snapshot or a line. */
    private void killAtSomeMoment(Path out, List<?> more, Random random) throws Exception {
        int line = SNAPSHOT_EVERY + 1 + random.nextInt(LATEST - SNAPSHOT_EVERY);
        int millis = random.nextInt(60);
        try (ForkedProgram run = start(out, more)) {
            while (lines(out) < line) {
                assertThat(run.isAlive()).as(run.messages()).isTrue();
                Thread.sleep(2);
            }
            Thread.sleep(millis);
            run.kill();
        }
        assertThat(out.resolve("snapshots/last.safetensors")).exists();
        assertThat(out.resolve("run.json")).as("killed before its end").doesNotExist();
        assertThat(out.resolve("model.safetensors")).doesNotExist();
    }

    private void killAndCompare(List<?> threads) throws Exception {
        long seed = Long.getLong("panderm.kill.seed", System.nanoTime());
        Program.run("synth", "--out", folder.resolve("world"), "--lesions", 12, "--size", 36, "--quiet")
                .succeeds();
        Path whole = folder.resolve("whole");
        Path killed = folder.resolve("killed");
        try (ForkedProgram undisturbed =
                start(whole, threads)) { // at the same time, for it is as long as the two others
            killAtSomeMoment(killed, threads, new Random(seed));
            List<Object> again = new ArrayList<>(threads);
            again.add("--resume");
            try (ForkedProgram run = start(killed, again)) {
                run.succeeds();
            }
            undisturbed.succeeds();
        }
        assertThat(killed.resolve("model.safetensors"))
                .as("seed %d (-Dpanderm.kill.seed)", seed)
                .hasSameBinaryContentAs(whole.resolve("model.safetensors"));
        assertThat(lines(killed)).isEqualTo(STEPS).isEqualTo(lines(whole));
    }

    @Test
    void onOneThread() throws Exception {
        killAndCompare(List.of("--threads", 1));
    }

    @Test
    void onAsManyThreadsAsByDefault() throws Exception {
        killAndCompare(List.of());
    }
}
