package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panderm4j.data.golden.GoldenCases;
import org.panderm4j.data.npy.Npy;
import org.panderm4j.data.npy.NpyArray;
import org.panderm4j.nn.sae.SaeWeights;
import org.panderm4j.run.Digests;
import org.panderm4j.sae.SaeFile;

class SaeStatsCommandTest {
    @TempDir
    Path folder;

    private static Path golden(String name) {
        return GoldenCases.home().resolve("testdata/golden/sae").resolve(name);
    }

    private static Program stats(Object... more) {
        return Program.run("sae", "stats", "--sae", golden("autoencoder.pth"), "--quiet", List.of(more));
    }

    @Test
    void tellsOfTheDictionaryAlone() throws IOException {
        JsonNode found = stats("--json").succeeds().json();
        SaeWeights weights = SaeFile.read(golden("autoencoder.pth")).weights();
        assertThat(found.get("inputs").intValue()).isEqualTo(weights.design().inputs());
        assertThat(found.get("features").intValue()).isEqualTo(weights.design().features());
        assertThat(found.get("dictionary").get("length_least").doubleValue()).isCloseTo(1, within(1e-5));
        assertThat(found.get("dictionary").get("nearest_pairs")).isNotEmpty();
        assertThat(found.has("embeddings")).isFalse();
        assertThat(stats().succeeds().out()).contains("nearest pair", "L1 penalty");
    }

    /** Computed here once more, row by row in double precision. */
    @Test
    void figuresAreThoseOfTheRows() throws IOException {
        NpyArray array = Npy.read(golden("extract_embeddings.npy"));
        NpyArray learned = Npy.read(golden("extract_learned_activation.npy"));
        SaeWeights weights = SaeFile.read(golden("autoencoder.pth")).weights();
        int rows = Math.toIntExact(array.dim(0));
        int n = Math.toIntExact(array.dim(1));
        int m = Math.toIntExact(learned.dim(1));
        float[] x = array.floats();
        float[] f = learned.floats();
        double l1 = 0;
        double l2 = 0;
        double active = 0;
        double[] means = new double[n];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < m; j++) {
                l1 += f[i * m + j] / rows;
                active += f[i * m + j] > 0 ? 1.0 / rows : 0;
            }
            for (int k = 0; k < n; k++) {
                double again = weights.tiedBias()[k];
                for (int j = 0; j < m; j++) {
                    again += (double) f[i * m + j] * weights.decoderWeight()[k * m + j];
                }
                l2 += (x[i * n + k] - again) * (x[i * n + k] - again) / rows / n;
                means[k] += (double) x[i * n + k] / rows;
            }
        }
        double variance = 0;
        for (int i = 0; i < rows * n; i++) {
            variance += (x[i] - means[i % n]) * (x[i] - means[i % n]) / rows / n;
        }
        JsonNode found = stats(
                        "--embeddings", golden("extract_embeddings.npy"), "--json", "--capacity", 5, "--batch-size", 3)
                .succeeds()
                .json()
                .get("embeddings");
        assertThat(found.get("rows").intValue()).isEqualTo(rows);
        assertThat(found.get("l1").doubleValue()).isCloseTo(l1, within(1e-5 * l1));
        assertThat(found.get("l2").doubleValue()).isCloseTo(l2, within(1e-4 * l2));
        assertThat(found.get("l0").doubleValue()).isCloseTo(active, within(1e-9));
        assertThat(found.get("loss").doubleValue()).isCloseTo(3e-5 * l1 + l2, within(1e-4 * l2));
        assertThat(found.get("explained_variance").doubleValue()).isCloseTo(1 - l2 / variance, within(1e-4));
        assertThat(found.get("capacity_rows").intValue()).isEqualTo(Math.min(5, rows));
        long counted = 0;
        for (JsonNode bin : found.get("density_histogram")) {
            counted += bin.get("features").longValue();
        }
        assertThat(counted).isEqualTo(m);
    }

    @Test
    void leavesAPageWhereItIsAskedTo() throws IOException {
        Path out = folder.resolve("stats");
        stats("--embeddings", golden("extract_embeddings.npy"), "--out", out).succeeds();
        assertThat(Files.readString(out.resolve("report.html"))).contains("How often features are active");
        assertThat(new ObjectMapper()
                        .readTree(out.resolve("stats.json").toFile())
                        .has("embeddings"))
                .isTrue();
        assertThat(out.resolve("run.json")).exists();
        stats("--out", out).fails(1, out, "choose another --out");
    }

    /** As a killed run leaves it: its plan, and a result. */
    private static void interrupt(Path out) throws IOException {
        Files.delete(out.resolve("report.html"));
        Path record = out.resolve("run.json");
        Files.move(record, out.resolve(".run-plan.json"));
    }

    @Test
    void goesOnWhereItWasInterrupted() throws IOException {
        Path out = folder.resolve("stats");
        Path rows = Files.copy(golden("extract_embeddings.npy"), folder.resolve("rows.npy"));
        stats("--embeddings", rows, "--out", out).succeeds();
        interrupt(out);
        stats("--embeddings", rows, "--out", out).fails(1, out, "go on with it by --resume");
        stats("--embeddings", rows, "--out", out, "--resume").succeeds();
        assertThat(out.resolve("report.html")).exists();
        JsonNode digests =
                new ObjectMapper().readTree(out.resolve("run.json").toFile()).get("digests");
        assertThat(digests.get("embeddings").textValue()).isEqualTo(Digests.ofFile(rows));
        Program finished = stats("--embeddings", rows, "--out", out, "--resume").succeeds();
        assertThat(finished.err()).contains("nothing to do");

        NpyArray array = Npy.read(rows);
        float[] others = array.floats();
        others[0] += 1;
        Npy.write(rows, others, Math.toIntExact(array.dim(0)), Math.toIntExact(array.dim(1)));
        stats("--embeddings", rows, "--out", out, "--resume").fails(1, out, "inputs have changed");
        stats("--resume").fails(2, "--out");
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        stats("--capacity", 3).fails(2, "only with --embeddings");
        stats("--l1", 3).fails(2, "only with --embeddings");
        stats("--embeddings", golden("extract_embeddings.npy"), "--l1", -1).fails(2, "--l1");
        Path wide = folder.resolve("wide.npy");
        Npy.write(wide, new float[4], 2, 2);
        stats("--embeddings", wide).fails(1, wide, golden("autoencoder.pth"), "found 2");
        Path bad = folder.resolve("bad.npy");
        int n = Math.toIntExact(Npy.read(golden("extract_embeddings.npy")).dim(1));
        float[] values = new float[2 * n];
        values[n] = Float.NaN;
        Npy.write(bad, values, 2, n);
        stats("--embeddings", bad, "--out", folder.resolve("none")).fails(1, bad, "row 1", "column 0");
        assertThat(folder.resolve("none")).doesNotExist();
    }
}
