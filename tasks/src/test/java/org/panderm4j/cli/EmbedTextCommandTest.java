package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.data.npy.Npy;
import org.panderm4j.data.npy.NpyArray;
import org.panderm4j.nn.clip.Vectors;
import org.panderm4j.verify.GoldenModels.Container;

class EmbedTextCommandTest {
    private static final float TOLERANCE = 2e-5f;

    @TempDir
    Path folder;

    private Container container;
    private List<String> texts;
    private Path out;

    static List<Container> containers() throws IOException {
        return Fixture.withTexts();
    }

    @BeforeEach
    void find() throws IOException {
        container = Fixture.any();
        texts = container.texts();
        out = folder.resolve("deep/texts.npy");
    }

    private Program embedText(Object... more) {
        List<Object> words = new ArrayList<>(List.of("embed-text", Fixture.model(container), "--out", out, "--quiet"));
        words.addAll(List.of(more));
        return Program.run(words.toArray());
    }

    private void assertReference(String array) throws IOException {
        float[] expected = Fixture.expected(container, array).floats();
        float largest = 0;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertThat(Npy.read(out).floats()).containsExactly(expected, within(TOLERANCE * largest));
        assertThat(Given.files(folder)).contains("deep/texts.npy").noneMatch(name -> name.contains("/."));
    }

    @ParameterizedTest
    @MethodSource("containers")
    void givesTheEmbeddingsOfTheReference(Container one) throws IOException {
        container = one;
        embedText("--tokens", one.folder().resolve("tokens.npy")).succeeds();
        assertReference("text_features");
        // What padding a tokenizer's own rows have is tokenize's business; here its features must be those of such
        // rows.
        String own = one.arrays().contains("text_features_hf_padding") ? "text_features_hf_padding" : "text_features";
        embedText("--text", one.texts()).succeeds();
        assertReference(own);
        Path file = Given.lines(folder.resolve("texts.txt"), one.texts().toArray(String[]::new));
        embedText("--file", file, "--batch-size", 3).succeeds();
        assertReference(own);
    }

    @Test
    void normalizes() throws IOException {
        embedText("--text", texts).succeeds();
        float[][] raw = Given.rows(out);
        embedText("--text", texts, "--normalize", "--threads", 2).succeeds();
        for (int i = 0; i < raw.length; i++) {
            assertThat(Given.rows(out)[i]).containsExactly(Vectors.unit(raw[i]), within(1e-6f));
        }
    }

    @Test
    void takesEveryLineAsAText() throws IOException {
        Path file = Given.lines(folder.resolve("texts.txt"), "one\u2028two\u0085three", "", "  melanoma\r", "\u200b");
        embedText("--file", file).succeeds();
        float[][] rows = Given.rows(out);
        assertThat(rows).hasNumberOfRows(4);
        embedText("--text", "melanoma").succeeds();
        assertThat(rows[2]).containsExactly(Given.rows(out)[0], within(1e-5f));
        for (float[] row : rows) {
            for (float value : row) {
                assertThat(value).isFinite();
            }
        }
    }

    @Test
    void namesTheRowOfABadToken() throws IOException {
        NpyArray tokens = Npy.read(container.folder().resolve("tokens.npy"));
        Path file = folder.resolve("tokens.npy");
        int length = tokens.dim(1);
        for (long bad : new long[] {-1, 1_000_000, 1L << 40}) {
            long[] ids = tokens.longs();
            ids[2 * length + 1] = bad;
            Npy.write(file, ids, tokens.shape());
            embedText("--tokens", file).fails(ExitStatus.FAILED, file, "row 2", bad);
        }
        long[] ids = tokens.longs();
        Arrays.fill(ids, 2 * length, 3 * length, 0);
        Npy.write(file, ids, tokens.shape());
        embedText("--tokens", file).fails(ExitStatus.FAILED, file, "row 2", "padding");
        assertThat(out).doesNotExist();
    }

    @Test
    void refusesTokensOfAnotherShapeOrType() throws IOException {
        Path file = folder.resolve("tokens.npy");
        Npy.write(file, new float[] {1, 2}, 1, 2);
        embedText("--tokens", file).fails(ExitStatus.FAILED, file, "int64");
        Npy.write(file, new long[] {1, 2}, 2);
        embedText("--tokens", file).fails(ExitStatus.FAILED, file, "(N, length)");
        Npy.write(file, new long[10_000], 1, 10_000);
        embedText("--tokens", file).fails(ExitStatus.FAILED, file, "10000");
        Files.writeString(file, "[1, 2]");
        embedText("--tokens", file).fails(ExitStatus.FAILED, file);
        assertThat(out).doesNotExist();
    }

    @Test
    void explainsWhatIsMissing() throws IOException {
        Path file = Files.createFile(folder.resolve("texts.txt"));
        embedText("--file", file).fails(ExitStatus.FAILED, file, "empty");
        embedText("--file", folder.resolve("absent")).fails(ExitStatus.FAILED, folder.resolve("absent"));
        embedText("--file", file, "--text", "a").fails(ExitStatus.USAGE, "--file", "--text");
        embedText().fails(ExitStatus.USAGE, "--text", "--file", "--tokens");
        assertThat(out.getParent()).doesNotExist();
    }

    @Test
    void neverReplacesAnInputOrAFolder() throws IOException {
        out = Given.lines(folder.resolve("texts.txt"), "melanoma");
        embedText("--file", out).fails(ExitStatus.FAILED, out, "--out");
        assertThat(out).hasContent("melanoma");
        out = folder;
        embedText("--text", "a").fails(ExitStatus.FAILED, folder, "--out");
    }
}
