package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panderm4j.pretrain.MeasuredMetrics;

class PretrainCommandTest {
    @TempDir
    Path folder;

    private Path csv;
    private Path out;

    @BeforeEach
    void draw() throws IOException {
        csv = DrawnPairs.in(folder.resolve("pictures"), 32);
        out = folder.resolve("out");
    }

    private Program pretrain(Object... words) {
        List<Object> all = new ArrayList<>(List.of("pretrain", "--out", out, "--quiet", "--threads", 1));
        all.addAll(Arrays.asList(words));
        return Program.run(all.toArray());
    }

    private Object[] anew(Object... more) {
        return small(List.of("--batch-size", 8, "--warmup", 2, "--lr", 1e-3), more);
    }

    private Object[] small(List<Object> settings, Object... more) {
        List<Object> all = new ArrayList<>(
                List.of("--csv", csv, "--where", "split=train", "--architecture", "panderm-tiny", "--vocabulary", 120));
        all.addAll(settings);
        all.addAll(Arrays.asList(more));
        return all.toArray();
    }

    private JsonNode results() throws IOException {
        return new ObjectMapper().readTree(out.resolve("results.json").toFile());
    }

    private List<JsonNode> metrics() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(out.resolve("metrics.jsonl"))) {
            lines.add(new ObjectMapper().readTree(line));
        }
        return lines;
    }

    @Test
    void learnsToTellPicturesApartAndLeavesAModel() throws IOException {
        Path labels = DrawnPairs.labels(folder);
        pretrain(anew(
                        "--steps",
                        60,
                        "--log-every",
                        1,
                        "--caption-column",
                        "caption,other",
                        "--dropout",
                        0,
                        "--val-csv",
                        csv,
                        "--val-where",
                        "split=val",
                        "--evaluate-every",
                        30,
                        "--zero-shot",
                        "shapes=" + csv,
                        "--label-set",
                        "shapes=" + labels))
                .succeeds();
        List<JsonNode> steps =
                metrics().stream().filter(line -> line.has("loss")).toList();
        assertThat(steps).hasSize(60);
        assertThat(steps.get(59).get("loss").doubleValue())
                .isLessThan(0.8 * steps.get(0).get("loss").doubleValue());
        assertThat(results().get("metrics").get("shapes_acc").doubleValue()).isGreaterThan(0.6);
        assertThat(results().get("metrics").fieldNames())
                .toIterable()
                .containsExactlyElementsOf(new MeasuredMetrics(true, List.of("shapes")).names());
        assertThat(out.resolve("report.html")).exists();
        assertThat(out.resolve("run.json")).exists();
        assertThat(out.resolve("failures.csv")).doesNotExist();

        Path scored = folder.resolve("scored");
        Program.run(
                        "zero-shot",
                        "--model",
                        out,
                        "--dataset",
                        "shapes=" + csv,
                        "--label-set",
                        "shapes=" + labels,
                        "--out",
                        scored,
                        "--quiet")
                .succeeds();
        JsonNode found =
                new ObjectMapper().readTree(scored.resolve("results.json").toFile());
        assertThat(found.at("/datasets/shapes/metrics/acc/value").doubleValue())
                .isEqualTo(results().get("metrics").get("shapes_acc").doubleValue());
    }

    @Test
    void goesOnFromAModelAndKeepsWhatIsLocked() throws IOException {
        pretrain(anew("--steps", 2)).succeeds();
        Path first = out;
        out = folder.resolve("second");
        pretrain(
                        "--model",
                        first,
                        "--csv",
                        csv,
                        "--steps",
                        3,
                        "--batch-size",
                        8,
                        "--accumulate",
                        2,
                        "--warmup",
                        0,
                        "--lock-image",
                        "--sampling",
                        "source-balanced",
                        "--source-column",
                        "origin")
                .succeeds();
        assertThat(out.resolve("model.json")).hasSameBinaryContentAs(first.resolve("model.json"));
        Path[] images = new Path[2];
        Path[] texts = new Path[2];
        for (int i = 0; i < 2; i++) {
            Path model = i == 0 ? first : out;
            images[i] = folder.resolve("images" + i);
            texts[i] = folder.resolve("texts" + i + ".npy");
            Program.run("embed", "--model", model, "--csv", csv, "--out", images[i], "--quiet")
                    .succeeds();
            Program.run("embed-text", "--model", model, "--text", "a blue square", "--out", texts[i], "--quiet")
                    .succeeds();
        }
        assertThat(images[0].resolve("embeddings.npy")).hasSameBinaryContentAs(images[1].resolve("embeddings.npy"));
        assertThat(Given.rows(texts[0])[0]).isNotEqualTo(Given.rows(texts[1])[0]);
    }

    @Test
    void siglipGivesTheModelABias() throws IOException {
        pretrain(anew("--steps", 2, "--loss", "siglip", "--crop-scale", "0.5,1"))
                .succeeds();
        Program again = pretrain(anew("--steps", 2, "--loss", "siglip", "--crop-scale", "0.5,1", "--resume"));
        assertThat(again.succeeds().err()).contains("finished");
        pretrain(anew("--steps", 2, "--loss", "siglip", "--crop-scale", "0.6,1", "--resume"))
                .fails(ExitStatus.FAILED, "--crop-scale", "[0.5, 1.0]");
        JsonNode model = new ObjectMapper().readTree(out.resolve("model.json").toFile());
        assertThat(model.at("/towers/bias").booleanValue()).isTrue();
        assertThat(metrics().get(metrics().size() - 1).has("logit_bias")).isTrue();
    }

    @Test
    void picturesThatCannotBeOpenedAreListedAndOthersTakeTheirPlace() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.png"), "no picture");
        List<String> lines = new ArrayList<>(Files.readAllLines(csv));
        lines.add(bad + ",a bad one,,web,train,0");
        lines.add(folder.resolve("absent.png") + ",an absent one,,web,train,0");
        lines.add(folder.resolve("pictures/p0.png") + ",,,web,train,0");
        Given.lines(csv, lines.toArray(String[]::new));
        Program run = pretrain(anew("--epochs", 4));
        assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.SKIPPED);
        assertThat(Given.records(out.resolve("failures.csv"))).hasSize(4);
        assertThat(Files.readString(out.resolve("failures.csv")))
                .contains("expected a caption, found none in column caption", bad.toString(), "absent.png");
    }

    @Test
    void warnsOfAWarmUpThatNeverEnds() {
        Program run = Program.run(
                "pretrain",
                "--out",
                out,
                "--csv",
                csv,
                "--architecture",
                "panderm-tiny",
                "--vocabulary",
                120,
                "--batch-size",
                8,
                "--steps",
                1);
        run.succeeds();
        assertThat(run.err()).contains("never leaves its warm-up of 10000").contains("--warmup");
    }

    @Test
    void badOptionsAreNamedBeforeAnythingIsWritten() throws IOException {
        pretrain("--csv", csv).fails(ExitStatus.USAGE, "--model", "--architecture");
        pretrain("--csv", csv, "--architecture", "panderm-tiny").fails(ExitStatus.USAGE, "--vocabulary");
        pretrain(anew("--cooldown-steps", 3)).fails(ExitStatus.USAGE, "constant-cooldown");
        pretrain(anew("--unlocked-image-blocks", 1)).fails(ExitStatus.USAGE, "--lock-image");
        pretrain(anew("--crop-scale", "0.5")).fails(ExitStatus.USAGE, "--crop-scale", "2 numbers");
        pretrain(anew("--patience", 1)).fails(ExitStatus.USAGE, "--val-csv");
        pretrain(anew("--engine", "onednn")).fails(ExitStatus.USAGE, "--engine");
        pretrain(anew("--sampling", "often")).fails(ExitStatus.USAGE, "source-balanced", "often");
        pretrain(anew("--caption-column", "text")).fails(ExitStatus.FAILED, csv, "text");
        pretrain(small(List.of("--batch-size", 64))).fails(ExitStatus.FAILED, "16", "64");
        pretrain(anew("--lock-image", "--unlocked-image-blocks", 3))
                .fails(ExitStatus.FAILED, "--unlocked-image-blocks", "2 blocks");
        assertThat(out).doesNotExist();
        Files.createFile(out);
        pretrain(anew("--steps", 1)).fails(ExitStatus.FAILED, out, "found a file");
    }

    @Test
    void numbersThatExplodeEndTheRunAndAreKeptApart() throws IOException {
        Path last = out.resolve("snapshots/last.safetensors");
        Path diverged = out.resolve("snapshots/diverged.safetensors");
        List<Object> settings = List.of("--batch-size", 8, "--warmup", 0, "--lr", 1e30, "--schedule", "constant");
        pretrain(small(settings, "--steps", 9))
                .fails(ExitStatus.FAILED, "step", "finite", "no snapshot was due", diverged);
        assertThat(last).doesNotExist();
        assertThat(diverged).exists();
        assertThat(out.resolve("model.json")).doesNotExist();
        pretrain(small(settings, "--steps", 9, "--resume")).fails(ExitStatus.FAILED, "no snapshot was due", diverged);
    }

    /** A rate that rises beyond all bounds behind a snapshot. */
    @Test
    void aLastSnapshotSurvivesWhatComesAfterIt() throws IOException {
        Path last = out.resolve("snapshots/last.safetensors");
        Object[] words = small(
                List.of("--batch-size", 8, "--warmup", 1_000_000, "--lr", 1e38, "--snapshot-every", 1), "--steps", 12);
        String found = pretrain(words)
                .fails(ExitStatus.FAILED, "the last snapshot, of step", "diverged")
                .err();
        byte[] before = Files.readAllBytes(last);
        assertThat(pretrain(Stream.concat(Arrays.stream(words), Stream.of("--resume"))
                                .toArray())
                        .fails(ExitStatus.FAILED, "diverged")
                        .err())
                .isEqualTo(found);
        assertThat(last).hasBinaryContent(before);
    }

    /** Rows of words that no caption had became 0 / 0. */
    @Test
    void anEpsilonOfNoneIsRefused() {
        pretrain(anew("--steps", 2, "--eps", 0)).fails(ExitStatus.USAGE, "--eps", "above 0");
        assertThat(out).doesNotExist();
    }
}
