package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuneSaeCommandTest {
    @TempDir
    Path folder;

    private Path rows;
    private Path space;

    @BeforeEach
    void make() throws IOException {
        rows = new PlantedRows(300, 6, 9, 2).write(folder.resolve("rows.npy"));
        space = Given.lines(
                folder.resolve("space.yaml"),
                "lr: {from: 1.0e-4, to: 1.0e-2, scale: log}",
                "expansion: [1, 2, 4]",
                "l1: {from: 1.0e-6, to: 1.0e-2, scale: log}",
                "batch-size: [32, 64]",
                "epochs: {from: 3, to: 6}");
    }

    private Program tune(Path out, Object... more) {
        List<Object> words = new ArrayList<>(List.of("tune", "sae", "--embeddings", rows, "--space", space));
        words.addAll(List.of("--out", out, "--quiet"));
        words.addAll(List.of(more));
        return Program.run(words.toArray());
    }

    @Test
    void theBestCommandMeasuresWhatTheSearchSaid() throws IOException {
        Path out = folder.resolve("tuned");
        tune(out, "--trials", 5, "--validation-share", 0.25, "--parallel", 2).succeeds();
        List<List<String>> trials = Given.records(out.resolve("trials.csv"));
        assertThat(trials).hasSize(6);
        int column = trials.get(0).indexOf("explained_variance");
        double best = trials.stream()
                .skip(1)
                .mapToDouble(trial -> Double.parseDouble(trial.get(column)))
                .max()
                .orElseThrow();
        List<String> words = new ArrayList<>(List.of(
                Files.readString(out.resolve("best-command.txt")).strip().split(" ", -1)));
        assertThat(words.subList(0, 3)).containsExactly("./panderm", "sae", "train");
        Path again = Path.of(words.get(words.indexOf("--out") + 1));
        Program.run(words.subList(1, words.size()).toArray()).succeeds();
        List<String> lines = Files.readAllLines(again.resolve("metrics.jsonl"));
        JsonNode last = new ObjectMapper().readTree(lines.get(lines.size() - 1));
        assertThat(last.get("validation_explained_variance").doubleValue()).isCloseTo(best, within(1e-9));
    }

    @Test
    void trialsThatDoBadlyEndEarly() throws IOException {
        space = Given.lines(folder.resolve("space.yaml"), "lr: {from: 1.0e-6, to: 1.0e-2, scale: log}", "epochs: 8");
        Path out = folder.resolve("tuned");
        tune(out, "--trials", 8, "--early-stopping", "median", "--metric", "l2", "--expansion", 2, "--batch-size", 64)
                .succeeds();
        List<List<String>> trials = Given.records(out.resolve("trials.csv"));
        int status = trials.get(0).indexOf("status");
        assertThat(trials.stream().skip(1).map(trial -> trial.get(status)).distinct())
                .contains("stopped", "finished");
    }

    @Test
    void aNumberOfActiveFeaturesCanBeSearched() throws IOException {
        space = Given.lines(folder.resolve("space.yaml"), "topk: [1, 2, 50]");
        Path out = folder.resolve("tuned");
        Program run = tune(out, "--trials", 3, "--search", "grid", "--epochs", 2, "--expansion", 2);
        assertThat(run.status()).as(run.err()).isEqualTo(3);
        assertThat(run.err()).contains("at most as many active features as there are, 12");
    }

    @Test
    void saysWhatIsWrong() {
        tune(folder.resolve("none"), "--trials", 2, "--lr", 1e-3).fails(2, "--lr: is searched by " + space);
        tune(folder.resolve("none"), "--trials", 2, "--metric", "beauty").fails(2, "--metric", "dead_share");
        tune(folder.resolve("none"), "--trials", 2, "--topk", 2, "--batch-topk", 2)
                .fails(2, "found both");
    }
}
