package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.panderm4j.data.golden.GoldenCases;
import org.panderm4j.data.npy.Npy;
import org.panderm4j.data.npy.NpyArray;

class SaeEncodeCommandTest {
    private static final float LARGEST = 2e-5f;

    @TempDir
    Path folder;

    private static Path golden(String name) {
        return GoldenCases.home().resolve("testdata/golden/sae").resolve(name);
    }

    private static void isClose(NpyArray found, NpyArray expected) {
        assertThat(found.shape()).containsExactly(expected.shape());
        float[] a = found.floats();
        float[] b = expected.floats();
        float largest = 0;
        for (float value : b) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < a.length; i++) {
            assertThat(Math.abs(a[i] - b[i])).isLessThanOrEqualTo(LARGEST * largest);
        }
    }

    private Program encode(Path sae, Object embeddings, Path out, Object... more) {
        return Program.run(
                "sae", "encode", "--sae", sae, "--embeddings", embeddings, "--out", out, "--quiet", List.of(more));
    }

    @ParameterizedTest
    @ValueSource(strings = {"autoencoder.pth", "autoencoder_cuda_tag.pth"})
    void activationsAreThoseOfTheReference(String file) throws IOException {
        Path out = folder.resolve("deeper/y.npy");
        for (int batch : List.of(512, 7)) {
            Program run = encode(golden(file), golden("extract_embeddings.npy"), out, "--batch-size", batch)
                    .succeeds();
            NpyArray expected = Npy.read(golden("extract_learned_activation.npy"));
            isClose(Npy.read(out), expected);
            assertThat(run.out()).contains("active in any row");
            List<String> cells =
                    List.of(run.out().lines().toList().get(1).strip().split(" +"));
            assertThat(cells.subList(0, 3))
                    .containsExactly(
                            Long.toString(expected.dim(0)),
                            Long.toString(expected.dim(1)),
                            Long.toString(active(expected)));
        }
        try (Stream<Path> list = Files.list(folder.resolve("deeper"))) {
            assertThat(list).containsExactly(out);
        }
    }

    private static long active(NpyArray activations) {
        int m = Math.toIntExact(activations.dim(1));
        float[] values = activations.floats();
        long count = 0;
        for (int j = 0; j < m; j++) {
            double sum = 0;
            for (int i = j; i < values.length; i += m) {
                sum += values[i];
            }
            count += sum > 0 ? 1 : 0;
        }
        return count;
    }

    @Test
    void doublePrecisionAndFoldersOfEmbedAreTakenToo() throws IOException {
        NpyArray rows = Npy.read(golden("extract_embeddings.npy"));
        float[] floats = rows.floats();
        double[] doubles = new double[floats.length];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = floats[i];
        }
        Path embedded = Files.createDirectory(folder.resolve("embedded"));
        Npy.write(embedded.resolve("embeddings.npy"), doubles, rows.shape());
        Path out = folder.resolve("y.npy");
        encode(golden("autoencoder.pth"), embedded, out).succeeds();
        isClose(Npy.read(out), Npy.read(golden("extract_learned_activation.npy")));
    }

    @Test
    void aFileWithoutAFolderPartIsWrittenHere() throws IOException {
        Path out = Path.of("sae-encode-command-test.npy");
        try {
            encode(golden("autoencoder.pth"), golden("extract_embeddings.npy"), out)
                    .succeeds();
            assertThat(out).isNotEmptyFile();
        } finally {
            Files.deleteIfExists(out);
        }
    }

    @Test
    void anExportIsTheSameAutoencoder() throws IOException {
        Path exported = folder.resolve("exported.pth");
        Program.run("sae", "export", "--sae", golden("autoencoder.pth"), "--out", exported, "--quiet")
                .succeeds();
        Path one = folder.resolve("one.npy");
        Path other = folder.resolve("other.npy");
        encode(golden("autoencoder.pth"), golden("extract_embeddings.npy"), one).succeeds();
        encode(exported, golden("extract_embeddings.npy"), other).succeeds();
        assertThat(other).hasSameBinaryContentAs(one);
    }

    @Test
    void rowsOfAnotherWidthAreRefused() throws IOException {
        Path wide = folder.resolve("wide.npy");
        Npy.write(wide, new float[2 * 99], 2, 99);
        Path out = folder.resolve("y.npy");
        long width = Npy.read(golden("extract_embeddings.npy")).dim(1);
        encode(golden("autoencoder.pth"), wide, out)
                .fails(1, wide, "99", golden("autoencoder.pth"), "rows of " + width + " values");
        assertThat(out).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
    void rowsThatAreNoNumbersAreRefusedAndNothingIsLeft(float bad) throws IOException {
        NpyArray rows = Npy.read(golden("extract_embeddings.npy"));
        float[] values = rows.floats();
        int width = Math.toIntExact(rows.dim(1));
        values[3 * width + 2] = bad;
        Path file = folder.resolve("bad.npy");
        Npy.write(file, values, rows.shape());
        Path results = Files.createDirectory(folder.resolve("results"));
        Path out = results.resolve("y.npy");
        encode(golden("autoencoder.pth"), file, out, "--batch-size", 2).fails(1, file, "row 3", "column 2");
        assertThat(results).isEmptyDirectory();
    }

    @Test
    void whatIsNoAutoencoderIsNamed() throws IOException {
        Path none = folder.resolve("none.pth");
        Path out = folder.resolve("y.npy");
        encode(none, golden("extract_embeddings.npy"), out).fails(1, none, "no such file");
        encode(golden("extract_embeddings.npy"), golden("extract_embeddings.npy"), out)
                .fails(1, golden("extract_embeddings.npy"));
        Path head = GoldenCases.home().resolve("examples/tiny-model/model.safetensors");
        encode(head, golden("extract_embeddings.npy"), out).fails(1, head, "encoder._weight", "found no tied_bias");
        assertThat(out).doesNotExist();
    }

    @Test
    void inputsAreNotReplaced() {
        encode(golden("autoencoder.pth"), golden("extract_embeddings.npy"), golden("extract_embeddings.npy"))
                .fails(1, "is an input");
    }

    @Test
    void wrongOptionsAreUsage() {
        Path out = folder.resolve("y.npy");
        encode(golden("autoencoder.pth"), golden("extract_embeddings.npy"), out, "--batch-size", 0)
                .fails(2, "--batch-size");
        encode(golden("autoencoder.pth"), golden("extract_embeddings.npy"), out, "--engine", "abacus")
                .fails(2, "--engine", "abacus");
        Program.run("sae").fails(2, "expected a command: train, encode, stats, export");
    }
}
