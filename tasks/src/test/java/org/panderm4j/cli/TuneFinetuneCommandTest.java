package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panderm4j.data.golden.GoldenCases;
import org.panderm4j.data.synth.DemoWorld;
import org.panderm4j.data.synth.WorldFolder;
import org.panderm4j.data.synth.WorldOptions;

class TuneFinetuneCommandTest {
    private static final int LESIONS = 60;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    @BeforeAll
    static void draw() throws IOException {
        WorldFolder.write(DemoWorld.of(new WorldOptions(5, LESIONS)), folder.resolve("world"), 64);
    }

    private static Program tune(Path out, Path space, Object... more) {
        return Program.run(
                "tune",
                "finetune",
                List.of(more),
                "--data",
                folder.resolve("world"),
                "--dataset",
                GoldenCases.home().resolve("examples/demo-world.yaml"),
                "--model",
                "demo",
                "--epochs",
                2,
                "--space",
                space,
                "--trials",
                3,
                "--quiet",
                "--out",
                out);
    }

    @Test
    void theBestCommandReachesWhatTheSearchSaid() throws IOException {
        Path space = Given.lines(
                folder.resolve("space.yaml"),
                "learning-rate: {from: 0.0001, to: 0.01, scale: log}",
                "head: [linear, mlp]",
                "fusion: [concatenate, cross-attention]",
                "att-depth: [1, 2]",
                "batch-size: 16");
        Path out = folder.resolve("tuned");
        tune(out, space).succeeds();

        List<List<String>> trials = Given.records(out.resolve("trials.csv"));
        assertThat(trials).hasSize(4);
        int acc = trials.get(0).indexOf("acc");
        double best = trials.stream()
                .skip(1)
                .mapToDouble(trial -> Double.parseDouble(trial.get(acc)))
                .max()
                .orElseThrow();
        String command = Files.readString(out.resolve("best-command.txt")).strip();
        List<String> words = Arrays.asList(command.split(" ", -1));
        assertThat(words.subList(0, 2)).containsExactly("./panderm", "finetune");
        Program.run(words.subList(1, words.size())).succeeds();
        Path ran = Path.of(words.get(words.indexOf("--out") + 1));
        double reached =
                Double.parseDouble(JSON.readTree(ran.resolve("results.json").toFile())
                        .at("/validation/acc")
                        .asText());
        assertThat(reached).isEqualTo(best);
    }

    @Test
    void theMetricIsWhatTheBestCommandWatches() throws IOException {
        Path space = Given.lines(folder.resolve("other.yaml"), "head: [linear, mlp]");
        tune(folder.resolve("other"), space, "--metric", "bacc").fails(ExitStatus.USAGE, "--monitor", "bacc");
    }

    @Test
    void anOptionThatCannotBeSearchedIsNamed() throws IOException {
        Path space = Given.lines(folder.resolve("wrong.yaml"), "towers: [lora, full]");
        tune(folder.resolve("wrong"), space).fails(ExitStatus.FAILED, "towers", "learning-rate");
    }

    @Test
    void batchesAreThoseOfTheCommand() throws IOException {
        assertThat(Program.run("tune", "finetune", "--help").succeeds().out()).contains("(default: 64)");
        Path space = Given.lines(folder.resolve("batch.yaml"), "head: [linear, mlp]");
        tune(folder.resolve("batch"), space, "--batch-size", 1).fails(ExitStatus.USAGE, "--batch-size", "at least 2");
    }
}
