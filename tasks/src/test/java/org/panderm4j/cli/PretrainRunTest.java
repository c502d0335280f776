package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panderm4j.pretrain.MeasuredMetrics;
import org.panderm4j.weights.checkpoint.Checkpoint;
import org.panderm4j.weights.checkpoint.TensorSource;
import org.panderm4j.weights.store.ModelFolder;

/** Whole runs of a small model: where they end, which parameters they leave, and where pairs may come from. */
class PretrainRunTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int EVERY = 4;
    private static final int PATIENCE = 3;
    private static final List<Object> SHORT = List.of("--steps", 2, "--skip-scheduler", "--lr", 1e-3);

    @TempDir
    private Path folder;

    private Path csv;
    private Path out;

    @BeforeEach
    void draw() throws IOException {
        csv = DrawnPairs.in(folder.resolve("pictures"), 32);
        out = folder.resolve("out");
    }

    private Program anew(Object... more) {
        List<Object> words = new ArrayList<>(List.of("pretrain", "--out", out, "--quiet", "--threads", 1));
        words.addAll(List.of("--architecture", "panderm-tiny", "--vocabulary", 120, "--batch-size", 8));
        words.addAll(Arrays.asList(more));
        return Program.run(words.toArray());
    }

    private static JsonNode json(Path run) throws IOException {
        return JSON.readTree(run.resolve("results.json").toFile());
    }

    private JsonNode results() throws IOException {
        return json(out);
    }

    private List<JsonNode> lines(String having) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(out.resolve("metrics.jsonl"))) {
            JsonNode node = JSON.readTree(line);
            if (node.has(having)) {
                lines.add(node);
            }
        }
        return lines;
    }

    /** Held-out pictures whose captions say something else: the better the training pairs are learned, the worse it gets. */
    private Path contradictions() throws IOException {
        List<String> lines = new ArrayList<>(List.of("image,caption"));
        List<List<String>> rows = Given.records(csv);
        for (List<String> row : rows.subList(1, rows.size())) {
            int kind = Integer.parseInt(row.get(5));
            String other = DrawnPairs.KINDS.get((kind + 1) % DrawnPairs.KINDS.size());
            lines.add(row.get(0) + ",a " + other + " on the skin");
        }
        return Given.lines(folder.resolve("contradictions.csv"), lines.toArray(String[]::new));
    }

    @Test
    void patienceEndsARunThatGetsWorseAndTheBestModelIsLeft() throws IOException {
        Path held = contradictions();
        List<Object> words =
                List.of("--steps", 500, "--skip-scheduler", "--lr", 1e-3, "--dropout", 0, "--log-every", 1);
        anew(
                        "--csv",
                        csv,
                        "--val-csv",
                        held,
                        "--evaluate-every",
                        EVERY,
                        "--best-by",
                        "loss",
                        "--patience",
                        PATIENCE,
                        words)
                .succeeds();
        List<JsonNode> evaluations = lines("evaluation");
        long best = bestStep(evaluations);
        long last = evaluations.get(evaluations.size() - 1).get("step").longValue();
        assertThat(last).isEqualTo(best + PATIENCE * EVERY).isLessThan(500);
        assertThat(results().get("end").textValue()).isEqualTo("no_improvement");
        assertThat(results().get("steps").longValue()).isEqualTo(last);
        assertThat(results().get("model_step").longValue()).isEqualTo(best);
        assertThat(lines("learning_rate"))
                .hasSize((int) last)
                .allSatisfy(line ->
                        assertThat(line.get("learning_rate").doubleValue()).isEqualTo(1e-3));

        JsonNode metrics = results().get("metrics");
        assertThat(metrics).isEqualTo(evaluation(evaluations, best));
        assertThat(metrics.fieldNames())
                .toIterable()
                .containsExactlyElementsOf(new MeasuredMetrics(true, List.of()).names())
                .contains("image_to_text_R@50", "text_to_image_R@50");

        Path scored = folder.resolve("scored");
        Program.run(
                        "retrieve",
                        "--model",
                        out,
                        "--csv",
                        held,
                        "--caption-column",
                        "caption",
                        "--out",
                        scored,
                        "--quiet")
                .succeeds();
        double left = json(scored).get("clip_val_loss").doubleValue();
        assertThat(left).isCloseTo(metrics.get("loss").doubleValue(), within(1e-3));
        assertThat(evaluation(evaluations, last).get("loss").doubleValue()).isGreaterThan(left + 1e-2);
    }

    @Test
    void shardsAreLearnedFrom() throws IOException {
        Path shard = shard(20);
        anew("--shards", shard, "--val-csv", csv, "--val-where", "split=val", "--caption-column", "other", SHORT)
                .succeeds();
        assertThat(results().get("pairs").intValue()).isEqualTo(20);
        assertThat(results().get("metrics").get("loss").doubleValue()).isPositive();
        assertThat(Files.readString(out.resolve("tokenizer/vocab.txt"))).contains("shard");
        Path texts = folder.resolve("texts.npy");
        Program.run("embed-text", "--model", out, "--text", "a white ring", "--out", texts, "--quiet")
                .succeeds();
        assertThat(Given.rows(texts).length).isEqualTo(1);
    }

    @Test
    void shardsAndATableTogetherAreAllOfIt() throws IOException {
        Path shard = shard(20);
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(Files.newOutputStream(folder.resolve("more.tar")))) {
            put(tar, "0.png", Files.readAllBytes(folder.resolve("pictures/p0.png")));
            put(tar, "0.txt", "shard: one more".getBytes(StandardCharsets.UTF_8));
            put(tar, "1.png", Files.readAllBytes(folder.resolve("pictures/p1.png")));
        }
        Program run = anew(
                "--shards",
                shard,
                "--shards",
                folder.resolve("more.tar"),
                "--csv",
                csv,
                "--where",
                "split=train",
                SHORT);
        assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.SKIPPED);
        assertThat(results().get("pairs").intValue()).isEqualTo(20 + 1 + 16);
        assertThat(Given.records(out.resolve("failures.csv"))).hasSize(2);
        assertThat(Files.readString(out.resolve("failures.csv"))).contains("more.tar", "1.txt");
    }

    @Test
    void clippingByValueChangesWhatIsLearned() throws IOException {
        List<byte[]> models = new ArrayList<>();
        for (List<Object> clipping : List.of(
                List.<Object>of(), List.<Object>of("--clip-value", 1e9), List.<Object>of("--clip-value", 1e-4))) {
            out = folder.resolve("clipped" + models.size());
            anew("--csv", csv, clipping, SHORT).succeeds();
            models.add(Files.readAllBytes(out.resolve(ModelFolder.WEIGHTS)));
        }
        assertThat(models.get(1)).isEqualTo(models.get(0));
        assertThat(models.get(2)).isNotEqualTo(models.get(0));
    }

    @Test
    void aLockedTextTowerCanLearnItsNorms() throws IOException {
        anew("--csv", csv, SHORT).succeeds();
        Path first = out;
        out = folder.resolve("second");
        List<Object> from = List.of("--out", out, "--model", first, "--batch-size", 8, "--quiet", "--threads", 1);
        Program.run("pretrain", "--csv", csv, from, "--lock-image", "--lock-text", "--unlocked-text-norms", SHORT)
                .succeeds();
        try (Checkpoint before = Checkpoint.open(first.resolve(ModelFolder.WEIGHTS));
                Checkpoint after = Checkpoint.open(out.resolve(ModelFolder.WEIGHTS))) {
            List<String> changed = new ArrayList<>();
            List<String> expected = new ArrayList<>();
            for (String name : before.tensors().keySet()) {
                if (!Arrays.equals(floats(before, name), floats(after, name))) {
                    changed.add(name);
                }
                if (name.equals("logit_scale") || name.matches("text\\..*norm\\.(weight|bias)")) {
                    expected.add(name);
                }
            }
            assertThat(changed).isEqualTo(expected).hasSizeGreaterThan(4);
        }
    }

    private static float[] floats(Checkpoint checkpoint, String name) throws IOException {
        TensorSource tensor = checkpoint.tensors().get(name);
        FloatBuffer values = FloatBuffer.allocate(Math.toIntExact(tensor.elements()));
        tensor.copyTo(values);
        return values.array();
    }

    /** A tar of the first of the drawn pictures, with captions of its own. */
    private Path shard(int pairs) throws IOException {
        Path file = folder.resolve("pairs.tar");
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < pairs; i++) {
                String caption = "shard: a " + DrawnPairs.KINDS.get(i % DrawnPairs.KINDS.size());
                put(tar, i + ".png", Files.readAllBytes(folder.resolve("pictures/p" + i + ".png")));
                put(tar, i + ".txt", caption.getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }

    private static void put(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private static long bestStep(List<JsonNode> evaluations) {
        return evaluations.stream()
                .min(Comparator.comparingDouble(
                        one -> one.get("evaluation").get("loss").doubleValue()))
                .orElseThrow()
                .get("step")
                .longValue();
    }

    private static JsonNode evaluation(List<JsonNode> evaluations, long step) {
        return evaluations.stream()
                .filter(one -> one.get("step").longValue() == step)
                .findFirst()
                .orElseThrow()
                .get("evaluation");
    }
}
