package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.panderm4j.data.npy.Npy;
import org.panderm4j.sae.SaeFile;
import org.panderm4j.weights.checkpoint.Checkpoint;
import org.panderm4j.weights.checkpoint.DType;

class SaeTrainCommandTest {
    private static final int ROWS = 330;
    private static final int WIDTH = 8;
    private static final int EPOCHS = 6;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private Path rows;

    @BeforeEach
    void plant() throws IOException {
        rows = new PlantedRows(ROWS, WIDTH, 12, 1).write(folder.resolve("rows.npy"));
    }

    private Program train(Path out, Object... more) {
        List<Object> words = new ArrayList<>(List.of("sae", "train", "--embeddings", rows, "--out", out, "--quiet"));
        List<Object> usual = List.of("--expansion", 3, "--batch-size", 64, "--epochs", EPOCHS, "--lr", 5e-3);
        for (int i = 0; i < usual.size(); i += 2) {
            if (!List.of(more).contains(usual.get(i))) {
                words.addAll(usual.subList(i, i + 2));
            }
        }
        words.addAll(List.of(more));
        return Program.run(words.toArray());
    }

    private static List<JsonNode> metrics(Path out) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(out.resolve("metrics.jsonl"))) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    @Test
    void tellsThatARowWasNotOfUnitLength() throws IOException {
        float[] values = new PlantedRows(ROWS, WIDTH, 12, 1).values();
        for (int k = 0; k < WIDTH; k++) {
            values[7 * WIDTH + k] *= 1.01f;
        }
        Npy.write(rows, values, ROWS, WIDTH);
        train(folder.resolve("out"), "--epochs", 1).succeeds();
        assertThat(SaeFile.read(folder.resolve("out")).unit()).contains(false);
    }

    @Test
    void leavesAnAutoencoderFiguresAndAPage() throws IOException {
        Path out = folder.resolve("out");
        Program run = train(out, "--seed", 3).succeeds();
        assertThat(run.out()).contains("explained_variance");
        try (Checkpoint file = Checkpoint.open(out.resolve("sae.safetensors"))) {
            assertThat(file.tensors().keySet())
                    .containsExactlyInAnyOrder("tied_bias", "encoder._weight", "encoder._bias", "decoder._weight");
            assertThat(file.tensors().values()).allMatch(tensor -> tensor.dtype() == DType.F32);
            assertThat(file.tensors().get("encoder._weight").shape()).containsExactly(1, 3 * WIDTH, WIDTH);
            assertThat(file.tensors().get("decoder._weight").shape()).containsExactly(1, WIDTH, 3 * WIDTH);
            assertThat(file.tensors().get("encoder._bias").shape()).containsExactly(1, 3 * WIDTH);
            assertThat(file.tensors().get("tied_bias").shape()).containsExactly(1, WIDTH);
            assertThat(file.values()).containsEntry("sparsity", "l1").containsEntry("training.epochs", "6");
            assertThat(file.values()).containsEntry("training.unit_rows", "true");
        }
        List<JsonNode> lines = metrics(out);
        assertThat(lines).hasSize(EPOCHS);
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            JsonNode line = lines.get(epoch - 1);
            assertThat(line.get("epoch").intValue()).isEqualTo(epoch);
            assertThat(line.get("step").intValue()).isEqualTo(6 * epoch);
            assertThat(line.get("loss").doubleValue())
                    .isCloseTo(
                            line.get("penalty").doubleValue() + line.get("l2").doubleValue(), within(1e-12));
            assertThat(line.get("dead").intValue() + line.get("alive").intValue())
                    .isEqualTo(3 * WIDTH);
            for (String name :
                    List.of("l1", "l0", "density_median", "explained_variance", "seconds", "rows_per_second")) {
                assertThat(line.get(name).isNumber()).as(name).isTrue();
            }
        }
        assertThat(lines.get(EPOCHS - 1).get("loss").doubleValue())
                .isLessThan(lines.get(0).get("loss").doubleValue());
        String page = Files.readString(out.resolve("report.html"));
        assertThat(page).contains("Variance explained", "Alive and dead features", "Nearest pairs", "epoch →");
        JsonNode record = JSON.readTree(out.resolve("run.json").toFile());
        assertThat(record.get("command").textValue()).isEqualTo("sae train");
        assertThat(record.get("seed").intValue()).isEqualTo(3);
    }

    @Test
    void theSameSeedGivesTheSameBytesWithAnyNumberOfThreads() throws IOException {
        train(folder.resolve("one"), "--seed", 3, "--threads", 1).succeeds();
        train(folder.resolve("two"), "--seed", 3, "--threads", 3).succeeds();
        train(folder.resolve("other"), "--seed", 4).succeeds();
        Path one = folder.resolve("one/sae.safetensors");
        assertThat(folder.resolve("two/sae.safetensors")).hasSameBinaryContentAs(one);
        assertThat(Files.readAllBytes(folder.resolve("other/sae.safetensors"))).isNotEqualTo(Files.readAllBytes(one));
    }

    @Test
    void severalFilesAreOneDataSet() throws IOException {
        float[] values = new PlantedRows(ROWS, WIDTH, 12, 1).values();
        int first = 100;
        Path one = folder.resolve("first.npy");
        Path two = folder.resolve("second.npy");
        Npy.write(one, Arrays.copyOf(values, first * WIDTH), first, WIDTH);
        Npy.write(two, Arrays.copyOfRange(values, first * WIDTH, values.length), ROWS - first, WIDTH);
        train(folder.resolve("whole")).succeeds();
        rows = one;
        train(folder.resolve("parts"), "--embeddings", two).succeeds();
        assertThat(folder.resolve("parts/sae.safetensors"))
                .hasSameBinaryContentAs(folder.resolve("whole/sae.safetensors"));
    }

    @Test
    void heldOutRowsAreMeasured() throws IOException {
        train(folder.resolve("share"), "--validation-share", 0.2).succeeds();
        assertThat(metrics(folder.resolve("share")))
                .allMatch(line -> line.get("validation_loss").isNumber()
                        && line.get("validation_explained_variance").isNumber());
        Path other = new PlantedRows(50, WIDTH, 12, 2).write(folder.resolve("other.npy"));
        train(folder.resolve("file"), "--validation", other).succeeds();
        assertThat(metrics(folder.resolve("file")))
                .allMatch(line -> line.get("validation_l2").isNumber());
        train(folder.resolve("without")).succeeds();
        assertThat(folder.resolve("file/sae.safetensors"))
                .as("measuring changes nothing")
                .hasSameBinaryContentAs(folder.resolve("without/sae.safetensors"));
    }

    @ParameterizedTest
    @CsvSource({"--topk, topk", "--batch-topk, batch-topk"})
    void aFixedNumberOfFeaturesIsActive(String option, String told) throws IOException {
        Path out = folder.resolve("out");
        train(out, option, 2, "--aux-k", 4).succeeds();
        assertThat(metrics(out))
                .allMatch(line -> line.get("l0").doubleValue() <= 2 + 1e-9
                        && line.get("penalty").doubleValue() == 0);
        try (Checkpoint file = Checkpoint.open(out.resolve("sae.safetensors"))) {
            assertThat(file.values()).containsEntry("sparsity", told).containsEntry("k", "2");
        }
        Path encoded = folder.resolve("encoded.npy");
        Program.run("sae", "encode", "--sae", out, "--embeddings", rows, "--out", encoded, "--quiet")
                .succeeds();
        Path exported = folder.resolve("autoencoder.pth");
        Program export = Program.run("sae", "export", "--sae", out, "--out", exported)
                .fails(1, out, "expected an autoencoder with an L1 penalty", "found top 2");
        assertThat(export.err()).doesNotContain("cannot be written");
        assertThat(exported).doesNotExist();
        assertThat(SaeFile.read(out).weights().threshold() > 0).isEqualTo(told.equals("batch-topk"));
    }

    /** Rows that are all alike have no variance; what rounding leaves of it is none. */
    @Test
    void rowsWithoutVarianceHaveNoneExplained() throws IOException {
        float[] values = new float[ROWS * WIDTH];
        for (int i = 0; i < values.length; i++) {
            values[i] = 0.1f * (1 + i % WIDTH);
        }
        Npy.write(rows, values, ROWS, WIDTH);
        Path out = folder.resolve("out");
        train(out, "--epochs", 1, "--validation-share", 0.2).succeeds();
        assertThat(metrics(out))
                .allMatch(line -> line.get("explained_variance").asText().equals("NaN")
                        && line.get("validation_explained_variance").asText().equals("NaN"));
        JsonNode stats = Program.run("sae", "stats", "--sae", out, "--embeddings", rows, "--json", "--quiet")
                .succeeds()
                .json();
        assertThat(stats.get("embeddings").get("explained_variance").isNull()).isTrue();
    }

    @Test
    void deadFeaturesBeginAnew() throws IOException {
        Path out = folder.resolve("out");
        // A penalty that kills.
        train(out, "--resample-every", 2, "--l1", 0.02, "--epochs", 8).succeeds();
        assertThat(metrics(out)).anyMatch(line -> line.get("resampled").intValue() > 0);
        train(folder.resolve("without"), "--l1", 0.02, "--epochs", 8).succeeds();
        assertThat(metrics(folder.resolve("without")))
                .allMatch(line -> line.get("resampled").intValue() == 0);
    }

    @Test
    void writesWhatTheReferenceWrites() throws IOException {
        Path out = folder.resolve("out");
        train(out, "--export-torch", "--activations").succeeds();
        assertThat(SaeFile.read(out.resolve("autoencoder.pth")).weights())
                .usingRecursiveComparison()
                .isEqualTo(SaeFile.read(out).weights());
        Path encoded = folder.resolve("encoded.npy");
        Program.run(
                        "sae",
                        "encode",
                        "--sae",
                        out.resolve("autoencoder.pth"),
                        "--embeddings",
                        rows,
                        "--batch-size",
                        64,
                        "--out",
                        encoded,
                        "--quiet")
                .succeeds();
        assertThat(out.resolve("learned_activation.npy")).hasSameBinaryContentAs(encoded);
    }

    @Test
    void aFinishedRunHasNothingToDo() throws IOException {
        Path out = folder.resolve("out");
        train(out).succeeds();
        Program again = train(out, "--resume");
        assertThat(again.status()).isEqualTo(0);
        assertThat(again.err()).contains("this run is finished");
        train(out).fails(1, out, "choose another --out");
        new PlantedRows(ROWS, WIDTH, 12, 99).write(rows);
        train(out, "--resume").fails(1, "the inputs have changed");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 17, ROWS - 1})
    void aRowThatIsNoNumberIsNamed(int row) throws IOException {
        float[] values = new PlantedRows(ROWS, WIDTH, 12, 1).values();
        values[row * WIDTH + 5] = Float.NaN;
        Npy.write(rows, values, ROWS, WIDTH);
        Path out = folder.resolve("out");
        train(out).fails(1, rows, "found NaN in row " + row + " (from 0), column 5");
        assertThat(out).doesNotExist();
    }

    @Test
    void filesOfNoUseAreNamed() throws IOException {
        Path out = folder.resolve("out");
        Path good = rows;
        rows = folder.resolve("missing.npy");
        train(out).fails(1, rows, "no such file");
        rows = Given.lines(folder.resolve("text.npy"), "hello");
        train(out).fails(1, rows);
        rows = folder.resolve("cube.npy");
        Npy.write(rows, new float[24], 2, 3, 4);
        train(out).fails(1, rows, "[2, 3, 4]");
        rows = good;
        Path wide = folder.resolve("wide.npy");
        Npy.write(wide, new float[30], 3, 10);
        train(out, "--embeddings", wide).fails(1, wide, good, "expected rows of 8 values", "found 10");
        train(out, "--validation", wide).fails(1, wide, good, "found 10");
        Npy.write(rows, new float[WIDTH], 1, WIDTH);
        train(out, "--validation-share", 0.5).fails(1, rows, "of 1 by a share of 0.5");
        assertThat(out).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--expansion 0; --expansion: expected from 1",
                "--epochs 0; --epochs: expected from 1",
                "--lr 0; --lr: expected a number above 0",
                "--lr NaN; --lr: expected a number above 0",
                "--l1 -1; --l1: expected 0 or more",
                "--batch-size 0; --batch-size: expected",
                "--topk 0; --topk: expected at least 1",
                "--topk 25; --topk: expected at most 24 (8 values of a row by --expansion 3), found 25",
                "--batch-topk 25; --batch-topk: expected at most 24 (8 values of a row by --expansion 3), found 25",
                "--topk 2 --batch-topk 2; found both",
                "--aux-k 3; only with --topk or --batch-topk",
                "--dead-after 3; only with --topk or --batch-topk",
                "--resample-rows 3; only with --resample-every",
                "--resample-every 3; --resample-every: expected at most 2 of the 6 epochs",
                "--resample-every 1 --epochs 2; --resample-every: expected at least 3 --epochs",
                "--resample-every 1 --resample-rows 331; --resample-rows",
                "--validation-share 1; --validation-share",
                "--snapshot-every -1; --snapshot-every",
                "--export-torch --topk 2; --export-torch",
                "--engine abacus; --engine",
                "--expansion 1000001; --expansion: expected from 1 to 1000000",
            })
    void wrongOptionsAreUsage(String words, String told) {
        Path out = folder.resolve("out");
        train(out, (Object[]) words.split(" ", -1)).fails(2, told);
        assertThat(out).doesNotExist();
    }
}
