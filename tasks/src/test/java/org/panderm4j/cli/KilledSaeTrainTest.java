package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program itself, killed at some moment in the middle of an epoch, ends with the bits of one that was left alone. */
@Timeout(240)
class KilledSaeTrainTest {
    private static final int EPOCHS = 40;
    /** An epoch has 11 steps: most snapshots lie within one. */
    private static final int SNAPSHOT_EVERY = 7;

    private static final int LATEST = 15;
    /** The start of the JVM is most of the time. */
    private static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1", "-XX:-UsePerfData");

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private List<Object> words(Path out, String more) {
        List<Object> words =
                new ArrayList<>(List.of("sae", "train", "--embeddings", folder.resolve("rows.npy"), "--out", out));
        words.addAll(List.of("--expansion", 4, "--batch-size", 300, "--epochs", EPOCHS, "--lr", 3e-3, "--quiet"));
        words.addAll(List.of("--snapshot-every", SNAPSHOT_EVERY, "--validation-share", 0.1, "--seed", 5));
        words.addAll(List.of(more.split(" ", -1)));
        return words;
    }

    private ForkedProgram start(Path out, String more) throws IOException {
        return ForkedProgram.start(folder.resolve(out.getFileName() + ".log"), QUICK, words(out, more));
    }

    private static List<String> lines(Path out) throws IOException {
        Path metrics = out.resolve("metrics.jsonl");
        return Files.exists(metrics) ? Files.readAllLines(metrics) : List.of();
    }

    private void killAtSomeMoment(Path out, String more, Random random) throws Exception {
        int line = 1 + random.nextInt(LATEST);
        int millis = random.nextInt(60);
        try (ForkedProgram run = start(out, more)) {
            while (lines(out).size() < line) {
                assertThat(run.isAlive()).as(run.messages()).isTrue();
                Thread.sleep(2);
            }
            Thread.sleep(millis);
            run.kill();
        }
        assertThat(out.resolve("snapshots/last.safetensors")).exists();
        assertThat(out.resolve("run.json")).as("killed before its end").doesNotExist();
        assertThat(out.resolve("sae.safetensors")).doesNotExist();
    }

    /** But for the times. */
    private static List<ObjectNode> figures(Path out) throws IOException {
        List<ObjectNode> figures = new ArrayList<>();
        for (String line : lines(out)) {
            ObjectNode node = (ObjectNode) JSON.readTree(line);
            node.remove(List.of("seconds", "rows_per_second"));
            figures.add(node);
        }
        return figures;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--l1 0.003 --resample-every 3 --threads 1",
                "--batch-topk 3 --aux-k 8 --dead-after 4",
            })
    void endsWithTheSameBits(String more) throws Exception {
        long seed = Long.getLong("panderm.kill.seed", System.nanoTime());
        new PlantedRows(3600, 24, 40, 1).write(folder.resolve("rows.npy"));
        Path whole = folder.resolve("whole");
        Path killed = folder.resolve("killed");
        try (ForkedProgram undisturbed = start(whole, more)) { // at the same time, for it is as long as the two others
            killAtSomeMoment(killed, more, new Random(seed));
            try (ForkedProgram run = start(killed, more + " --resume")) {
                run.succeeds();
            }
            undisturbed.succeeds();
        }
        assertThat(killed.resolve("sae.safetensors"))
                .as("seed %d (-Dpanderm.kill.seed)", seed)
                .hasSameBinaryContentAs(whole.resolve("sae.safetensors"));
        assertThat(figures(killed)).hasSize(EPOCHS).isEqualTo(figures(whole));
    }
}
