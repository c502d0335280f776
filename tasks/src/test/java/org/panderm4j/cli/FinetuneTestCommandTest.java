package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panderm4j.data.golden.GoldenCases;
import org.panderm4j.finetune.FineTunedFolder;
import org.panderm4j.run.Digests;

class FinetuneTestCommandTest {
    private static final double TOLERANCE = 1e-5;

    @TempDir
    static Path shared;

    private static TinyWorld world;
    private static Path frozen;

    @TempDir
    Path folder;

    @BeforeAll
    static void finetune() throws IOException {
        world = TinyWorld.in(shared);
        frozen = world.finetuned("frozen", "--criteria");
    }

    private Program test(Path run, Path out, Object... more) {
        return Program.run(
                List.of("finetune", "test", "--run", run, "--data", world.data(), "--out", out),
                List.of("--resamples", 5, "--quiet", "--threads", 1),
                List.of(more));
    }

    private static void assertSame(Path run, Path tested) throws IOException {
        for (String file : List.of("evaluation_metrics.csv", "detailed_predictions.csv")) {
            List<List<String>> expected = Given.records(run.resolve(file));
            List<List<String>> found = Given.records(tested.resolve(file));
            assertThat(found).hasSameSizeAs(expected);
            assertThat(found.get(0)).isEqualTo(expected.get(0));
            for (int i = 1; i < expected.size(); i++) {
                int first = file.startsWith("detailed") ? 2 : 0; // behind the names
                assertThat(found.get(i).subList(0, first))
                        .isEqualTo(expected.get(i).subList(0, first));
                for (int k = first; k < expected.get(i).size(); k++) {
                    assertThat(Double.parseDouble(found.get(i).get(k)))
                            .isCloseTo(Double.parseDouble(expected.get(i).get(k)), within(TOLERANCE));
                }
            }
        }
    }

    @Test
    void givesWhatTheFineTuningMeasuredOfFrozenTowers() throws IOException {
        Path out = folder.resolve("out");
        Program run = test(frozen, out).succeeds();

        assertSame(frozen, out);
        assertThat(out.resolve("summary.csv")).hasSameTextualContentAs(frozen.resolve("summary.csv"));
        assertThat(run.out()).contains("balanced_acc");
        assertThat(out.resolve("run.json")).content().contains("\"finetune test\"", "\"finetuned\"", "\"table\"");
        assertThat(frozen.resolve("run.json")).content().contains("\"table\"");
        assertThat(test(frozen, out, "--resume").succeeds().err()).contains("nothing to do");
    }

    @Test
    void givesWhatTheFineTuningMeasuredOfTowersThatLearned() throws IOException {
        Path full = world.finetuned(
                "full",
                "--use-cli",
                "--use-derm",
                "--use-meta",
                "--use-text-encoder",
                "--clinical-tower",
                "full",
                "--dermoscopic-tower",
                "last-1",
                "--text-tower",
                "lora",
                "--head",
                "mlp");
        test(full, folder.resolve("full")).succeeds();
        assertSame(full, folder.resolve("full"));

        Path wrong = TinyWorld.copy(full, folder.resolve("wrong"));
        Files.delete(wrong.resolve("finetuned.safetensors"));
        Files.copy(frozen.resolve("finetuned.safetensors"), wrong.resolve("finetuned.safetensors"));
        test(wrong, folder.resolve("no")).fails(ExitStatus.FAILED, "finetuned.safetensors", "of another run");
        Path told = wrong.resolve("finetuned.json");
        String weights = Digests.ofFile(frozen.resolve("finetuned.safetensors"));
        Files.writeString(told, Files.readString(told).replaceFirst("(\"weightsDigest\" : \")[^\"]*", "$1" + weights));
        test(wrong, folder.resolve("no"))
                .fails(ExitStatus.FAILED, "finetuned.safetensors", "tensor clinical.", "is missing");
        assertThat(folder.resolve("no")).doesNotExist();
    }

    @Test
    void givesWhatTheFineTuningMeasuredOfAdaptedTowers() throws IOException {
        Path adapted = world.finetuned(
                "adapted",
                "--use-cli",
                "--use-derm",
                "--use-meta",
                "--use-text-encoder",
                "--towers",
                "lora",
                "--dermoscopic-tower",
                "frozen",
                "--text-tower",
                "full",
                "--fusion",
                "cross attention");
        test(adapted, folder.resolve("adapted")).succeeds();
        assertSame(adapted, folder.resolve("adapted"));
    }

    @Test
    void variantsAreDrawnBySeedAndAveraged() throws IOException {
        Path plain = folder.resolve("plain");
        Path first = folder.resolve("first");
        Path again = folder.resolve("again");
        Path other = folder.resolve("other");
        test(frozen, plain, "--split", "val").succeeds();
        test(frozen, first, "--split", "val", "--tta").succeeds();
        test(frozen, again, "--split", "val", "--tta").succeeds();
        test(frozen, other, "--split", "val", "--tta", "--seed", 1).succeeds();

        String file = "detailed_predictions.csv";
        assertThat(again.resolve(file)).hasSameTextualContentAs(first.resolve(file));
        assertThat(Files.readString(other.resolve(file))).isNotEqualTo(Files.readString(first.resolve(file)));
        assertThat(Files.readString(plain.resolve(file))).isNotEqualTo(Files.readString(first.resolve(file)));
        List<List<String>> rows = Given.records(first.resolve(file));
        assertThat(rows).hasSameSizeAs(Given.records(plain.resolve(file)));
        for (List<String> row : rows.subList(1, rows.size())) {
            assertThat(Double.parseDouble(row.get(4)) + Double.parseDouble(row.get(5)))
                    .isCloseTo(1, within(TOLERANCE));
        }
        // The first variant is turned by half, the last three change brightness, contrast and gamma.
        float[][] turned = Given.rows(first.resolve("features/clinical-variant-0.npy"));
        IntStream.range(1, 7)
                .mapToObj(i -> first.resolve("features/clinical-variant-" + i + ".npy"))
                .forEach(variant -> assertThat(variant).exists());
        assertThat(Arrays.deepEquals(turned, Given.rows(plain.resolve("features/clinical.npy"))))
                .isFalse();
    }

    @Test
    void tellsOfCasesThatLackAPictureUnlessQuiet() throws IOException {
        Path data = TinyWorld.copy(world.data(), folder.resolve("data"));
        Files.createSymbolicLink(data.resolve("images"), world.data().resolve("images"));
        List<List<String>> rows = world.lesions();
        int split = rows.get(0).indexOf("split");
        String picture = rows.stream()
                .filter(row -> row.get(split).equals("test"))
                .map(row -> row.get(rows.get(0).indexOf("image_clinical")))
                .findFirst()
                .orElseThrow();
        Path csv = data.resolve("lesions.csv");
        Files.writeString(csv, Files.readString(csv).replace(picture, "images/none.png"));

        List<Object> words = List.of("finetune", "test", "--run", frozen, "--data", data, "--missing", "mean");
        Program told = Program.run(words, "--resamples", 5, "--threads", 1, "--out", folder.resolve("told"));
        assertThat(told.status()).as(told.err()).isEqualTo(ExitStatus.SKIPPED);
        assertThat(told.err()).contains("note: 1 pictures are missing", "note: 1 of ", "lack a picture");
        Program quiet = Program.run(words, "--resamples", 5, "--threads", 1, "--out", folder.resolve("q"), "--quiet");
        assertThat(quiet.status()).as(quiet.err()).isEqualTo(ExitStatus.SKIPPED);
        assertThat(quiet.err()).contains("none.png").doesNotContain("note:");
    }

    @Test
    void refusesRunsThatCannotBeTested() throws IOException {
        Path out = folder.resolve("out");
        test(folder.resolve("none"), out).fails(ExitStatus.FAILED, "none", "finished run", "found nothing");
        Path unfinished = TinyWorld.copy(frozen, folder.resolve("unfinished"));
        Files.delete(unfinished.resolve("run.json"));
        test(unfinished, out).fails(ExitStatus.FAILED, "unfinished", "run.json");
        Path other = folder.resolve("tested");
        test(frozen, other).succeeds();
        test(other, out)
                .fails(ExitStatus.FAILED, "expected the folder of a finished 'panderm finetune'", "finetune test");
        Path damaged = TinyWorld.copy(frozen, folder.resolve("damaged"));
        byte[] weights = Files.readAllBytes(damaged.resolve("finetuned.safetensors"));
        Files.write(damaged.resolve("finetuned.safetensors"), Arrays.copyOf(weights, weights.length / 2));
        test(damaged, out).fails(ExitStatus.FAILED, "finetuned.safetensors");
        weights[weights.length - 9] ^= 4;
        Files.write(damaged.resolve("finetuned.safetensors"), weights);
        test(damaged, out).fails(ExitStatus.FAILED, "finetuned.safetensors: damaged", "finetuned.json");
        String json = Files.readString(damaged.resolve("finetuned.json"));
        assertThat(json).contains("\"RGB\"");
        Files.writeString(damaged.resolve("finetuned.json"), json.replace("\"RGB\"", "\"RBG\""));
        test(damaged, out).fails(ExitStatus.FAILED, "finetuned.json, pictures", "RBG");
        Files.writeString(damaged.resolve("finetuned.json"), "null");
        test(damaged, out).fails(ExitStatus.FAILED, "finetuned.json", "found null");
        assertThat(out).doesNotExist();
    }

    @Test
    void saysWhichKeyOfADescriptionIsWrong() throws IOException {
        String json = Files.readString(frozen.resolve("finetuned.json"));
        refuses(json.replaceFirst("(\"towers\" : )\\{[^}]*}", "$1{}"), "towers: expected how each of", "found {}");
        refuses(json.replaceFirst("\"clinical\" : \"frozen\"", "\"clinical\" : \"melted\""), "towers", "melted");
        refuses(json.replaceFirst("\"format\" : 2", "\"format\" : \"9a\""), "expected format 2, found \"9a\"");
        refuses(json.replaceFirst("\"format\" : 2,", ""), "expected format 2, found none");
        refuses(json.replaceFirst("\\{", "{ \"colour\" : 1,"), "key 'colour'", "that this version knows");
        refuses(json.replaceFirst("\"images\" : \\{", "$0 \"hue\" : 1,"), "key 'design.images.hue'");
        refuses(json.replaceFirst("\"epoch\" : \\d+", "\"epoch\" : \"x\""), "key 'epoch': expected a number", "'x'");
        refuses(json.replaceFirst("\"epoch\" : \\d+,", ""), "key 'epoch'", "found no such key");
        refuses(json.replaceFirst("\"SKIP\"", "\"DROP\""), "key 'missing': expected MEAN, OTHER, SKIP, ZERO", "'DROP'");
        refuses(json.replaceFirst("(\"classNames\" : )\\[[^]]*]", "$1null"), "key 'classNames'", "found null");
        refuses(json.replaceFirst("(\"classNames\" : )\\[[^]]*]", "$1[\"a\"]"), "classNames", "outputs of [2,");
        refuses(
                json.replaceFirst("(\"temperature\" : )[^\n]*", "$1-1"),
                "temperature: expected a number above 0",
                "-1");
        refuses(json.substring(0, json.length() / 2), "expected JSON", "in line ");
    }

    private void refuses(String json, String... words) throws IOException {
        Path file = Files.writeString(folder.resolve("finetuned.json"), json);
        assertThatThrownBy(() -> FineTunedFolder.describe(folder))
                .isInstanceOf(IOException.class)
                .message()
                .startsWith(file.toString())
                .contains(words)
                .doesNotContain("org.", "java.", "Deserialization", "\n");
    }

    @Test
    void refusesAnotherModelAndOtherClasses() throws IOException {
        Path out = folder.resolve("out");
        Path model = GoldenCases.home().resolve("examples/tiny-model");
        test(frozen, out, "--model", model).fails(ExitStatus.FAILED, frozen, "demo", "tiny-model", "sha256");
        Path labels = world.described("diagnoses", "diagnosis");
        test(frozen, out, "--dataset", labels).fails(ExitStatus.FAILED, "expected the classes of", "0, 1", "nevus");
        test(frozen, out, "--dataset", "derm7pt").fails(ExitStatus.FAILED, "derm7pt", "found [0, 1]");
        test(frozen, out, "--split", "tests").fails(ExitStatus.USAGE, "--split");
        test(frozen, out, "--missing", "guess").fails(ExitStatus.USAGE, "--missing");
        assertThat(out).doesNotExist();
    }
}
