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
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panderm4j.data.golden.GoldenCases;
import org.panderm4j.data.synth.DemoWorld;
import org.panderm4j.data.synth.WorldFolder;
import org.panderm4j.data.synth.WorldOptions;
import org.panderm4j.data.table.Table;

/** Whole fine-tunings of the shipped model on a few drawn lesions. */
class FinetuneRunTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LESIONS = 60;

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    @BeforeAll
    static void draw() throws IOException {
        WorldFolder.write(DemoWorld.of(new WorldOptions(5, LESIONS)), world(), 64);
    }

    private static Path world() {
        return shared.resolve("world");
    }

    private Program run(Path world, Object... more) {
        List<Object> words = new ArrayList<>(List.of("finetune", "--data", world, "--model", "demo", "--quiet"));
        words.addAll(List.of("--dataset", GoldenCases.home().resolve("examples/demo-world.yaml")));
        words.addAll(List.of("--out", out(), "--epochs", 2, "--batch-size", 16, "--resamples", 50));
        words.addAll(Arrays.asList(more));
        return Program.run(words.toArray());
    }

    private Path out() {
        return folder.resolve("out");
    }

    private JsonNode json(String name) throws IOException {
        return JSON.readTree(out().resolve(name).toFile());
    }

    private static List<String> column(Table table, String name) throws IOException {
        int place = table.column(name);
        return table.rows().stream().map(row -> row.get(place)).toList();
    }

    @Test
    void leavesAModelItsScoresAndAPage() throws IOException {
        Program program = run(world(), "--criteria").succeeds();
        assertThat(program.out()).contains("balanced_acc", "val", "test");
        Table predictions = Table.read(out().resolve("detailed_predictions.csv"));
        JsonNode results = json("results.json");
        int tested = results.at("/test/n").intValue();
        assertThat(tested).isPositive().isLessThan(LESIONS / 2);
        assertThat(predictions.rows()).hasSize(tested);
        Table metrics = Table.read(out().resolve("evaluation_metrics.csv"));
        assertThat(metrics.rows()).hasSize(1);
        double accuracy = Double.parseDouble(metrics.rows().get(0).get(metrics.column("accuracy")));
        List<String> labels = column(predictions, "true_label");
        List<String> told = column(predictions, "predicted_label");
        long right = IntStream.range(0, tested)
                .filter(i -> labels.get(i).equals(told.get(i)))
                .count();
        assertThat(accuracy).isEqualTo((double) right / tested);
        assertThat(results.at("/test/metrics/accuracy/value").doubleValue()).isEqualTo(accuracy);
        assertThat(results.at("/test/criteria").properties()).isNotEmpty();
        assertThat(Table.read(out().resolve("criteria_metrics.csv")).rows()).isNotEmpty();
        assertThat(Table.read(out().resolve("confusion_matrix.csv")).rows()).hasSize(8);
        assertThat(Table.read(out().resolve("summary.csv")).rows()).hasSize(6);
        assertThat(json("run.json").get("command").textValue()).isEqualTo("finetune");
        assertThat(json("run.json").get("seed").intValue()).isZero();
        assertThat(out().resolve("finetuned.safetensors")).exists();
        assertThat(Files.readString(out().resolve("confusion_matrix.svg"))).startsWith("<svg");
        assertThat(Files.readString(out().resolve("report.html")))
                .contains("Most confident errors", "data:image/jpeg;base64,", "clinical tower frozen", "--criteria");
        for (String line : Files.readAllLines(out().resolve("metrics.jsonl"))) {
            assertThat(JSON.readTree(line).get("step").intValue()).isPositive();
        }
    }

    @Test
    void aMissingPictureIsReplacedByTheRuleAndCounted() throws IOException {
        Path world = folder.resolve("world");
        WorldFolder.write(DemoWorld.of(new WorldOptions(5, LESIONS)), world, 64);
        Table table = Table.read(world.resolve("lesions.csv"));
        int test = column(table, "split").indexOf("test");
        String lost = column(table, "image_dermoscopic").get(test);
        Files.delete(world.resolve(lost));
        Program program = run(world, "--missing", "mean");
        assertThat(program.status()).as(program.err()).isEqualTo(ExitStatus.SKIPPED);
        JsonNode results = json("results.json");
        assertThat(results.at("/test/replaced").intValue()).isEqualTo(1);
        assertThat(results.at("/test/left_out").intValue()).isZero();
        assertThat(results.get("skipped").intValue()).isEqualTo(1);
        assertThat(Files.readString(out().resolve("failures.csv"))).contains(lost);
        assertThat(Files.readString(out().resolve("report.html")))
                .contains("1 had a picture replaced, and 0 were left out", "1 input was skipped");
    }

    @Test
    void casesThatAreLeftOutAreNamed() throws IOException {
        Path world = folder.resolve("world");
        WorldFolder.write(DemoWorld.of(new WorldOptions(5, LESIONS)), world, 64);
        Path file = world.resolve("lesions.csv");
        List<List<String>> rows = Given.records(file);
        String text = Files.readString(file);
        List<String> left = new ArrayList<>();
        for (String split : List.of("train", "val", "test")) {
            int line = IntStream.range(1, rows.size())
                    .filter(i -> rows.get(i).get(rows.get(0).indexOf("split")).equals(split))
                    .findFirst()
                    .orElseThrow();
            text = text.replace(rows.get(line).get(rows.get(0).indexOf("image_dermoscopic")), "");
            left.add("lesions.csv, line " + (line + 1));
        }
        Files.writeString(file, text);
        Program program = run(world);
        assertThat(program.status()).as(program.err()).isEqualTo(ExitStatus.SKIPPED);
        List<String> reasons = Given.records(out().resolve("failures.csv")).stream()
                .skip(1)
                .map(row -> row.get(1))
                .toList();
        assertThat(reasons).hasSize(3).allMatch(reason -> reason.contains("names no dermoscopic picture"));
        for (String place : left) {
            assertThat(reasons).anyMatch(reason -> reason.contains(place + ": "));
        }
        assertThat(json("results.json").at("/test/left_out").intValue()).isEqualTo(1);
    }

    @Test
    void anAreaThatIsNotDefinedCannotSayWhatIsBest() {
        run(world(), "--monitor", "auroc").fails(ExitStatus.FAILED, "--monitor auroc", "split val", "class");
    }

    @Test
    void sharesOfSplitsThatAreThereAreRefused() {
        run(world(), "--split-shares", "0.5,0.25,0.25").fails(ExitStatus.USAGE, "--split-shares", "says itself");
    }

    @Test
    void aRunWithAnotherDescriptionIsAnotherRun() throws IOException {
        Path described = Given.lines(
                folder.resolve("own.yaml"),
                "tables: lesions.csv",
                "clinical: image_clinical",
                "label: {column: malignant}",
                "split: {column: split}",
                "metadata: {numeric: [age]}",
                "text: \"Of {age} years.\"");
        List<Object> words = List.of("finetune", "--data", world(), "--dataset", described, "--model", "demo");
        List<Object> more = List.of("--epochs", 1, "--use-meta", "--use-text-encoder", "--num-head", 2, "--out", out());
        assertThat(Program.run(words, more).succeeds().err()).contains("note: --num-head plays no part: ");
        Program.run(words, more, "--resume").succeeds();
        Files.writeString(described, Files.readString(described).replace("Of {age}", "Aged {age}"));
        Program.run(words, more, "--resume").fails(ExitStatus.FAILED, "cannot continue");
    }

    @Test
    void doesNotGoOnWithOtherPicturesOfTheSameNames() throws IOException {
        Path world = folder.resolve("world");
        WorldFolder.write(DemoWorld.of(new WorldOptions(5, LESIONS)), world, 32);
        run(world, "--use-derm").succeeds();
        run(world, "--use-derm", "--resume").succeeds();
        Files.writeString(world.resolve("images/dermoscopic/L00000.png"), "another one");
        run(world, "--use-derm", "--resume").fails(ExitStatus.FAILED, "the inputs have changed");
    }
}
