package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the system says of the whole program while it trains: pictures, augmentation, both towers, snapshots, evaluations. */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
class PretrainMemoryTest {
    private static final int STEPS = 2000;
    private static final double FLAT = 1.03;

    @TempDir
    Path folder;

    private List<Object> words(Path out) {
        Path world = folder.resolve("world");
        List<Object> words =
                new ArrayList<>(List.of("pretrain", "--csv", world.resolve("pairs.csv"), "--image-root", world));
        words.addAll(List.of(
                "--caption-column", "caption,caption_2", "--architecture", "panderm-tiny", "--vocabulary", 300));
        words.addAll(List.of("--batch-size", 8, "--steps", STEPS, "--warmup", 100, "--lr", 1e-3, "--clip-norm", 1));
        words.addAll(List.of("--dropout", 0.1, "--depth-dropout", 0.1, "--crop-scale", "0.5,1", "--mirror", 0.5));
        words.addAll(List.of("--flip", 0.5, "--quarter-turns", "--color-jitter", "0.2,0.2,0.2,0.05"));
        words.addAll(List.of("--val-csv", world.resolve("pairs.csv"), "--evaluate-every", 200));
        words.addAll(List.of("--log-every", 1, "--snapshot-every", 100, "--quiet", "--out", out));
        return words;
    }

    /** Kilobytes by steps done. */
    private NavigableMap<Integer, Long> train(Path out) throws Exception {
        NavigableMap<Integer, Long> found = new TreeMap<>();
        Path metrics = out.resolve("metrics.jsonl");
        try (ForkedProgram run = ForkedProgram.start(folder.resolve("log"), List.of(), words(out))) {
            while (run.isAlive() && step(metrics) < STEPS) {
                if (step(metrics) > 0) {
                    found.put(step(metrics), run.residentKilobytes());
                }
                Thread.sleep(20);
            }
            run.succeeds();
        }
        return found;
    }

    /** The last whole line's. */
    private static int step(Path metrics) throws IOException {
        if (!Files.exists(metrics)) {
            return 0;
        }
        String text = Files.readString(metrics);
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        return whole.isEmpty()
                ? 0
                : Integer.parseInt(
                        whole.substring(whole.lastIndexOf("{\"step\":") + 8).replaceFirst("(?s),.*", ""));
    }

    @Test
    void residentMemoryOfTheSecondThousandStepsIsFlat() throws Exception {
        Program.run("synth", "--out", folder.resolve("world"), "--lesions", 40, "--size", 64, "--quiet")
                .succeeds();
        NavigableMap<Integer, Long> found = train(folder.resolve("out"));
        assertThat(found.tailMap(STEPS / 2)).as("samples").hasSizeGreaterThan(50);
        long settled = found.floorEntry(STEPS / 2).getValue();
        long most = found.tailMap(STEPS / 2).values().stream()
                .mapToLong(Long::longValue)
                .max()
                .orElseThrow();
        StringBuilder figures = new StringBuilder("MB by step:");
        for (int step = 100; step <= STEPS; step += 100) {
            figures.append(String.format(
                    Locale.ROOT, " %d %.1f", step, found.floorEntry(step).getValue() / 1024.0));
        }
        System.out.println(figures + "; most of the second half " + most / 1024.0);
        assertThat(most).as(figures.toString()).isLessThan((long) (settled * FLAT));
    }
}
