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
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.data.npy.Npy;
import org.panderm4j.data.npy.NpyArray;
import org.panderm4j.data.npy.NpyType;
import org.panderm4j.verify.GoldenModels.Container;

class TokenizeCommandTest {
    @TempDir
    Path folder;

    static List<Container> containers() throws IOException {
        return Fixture.withTexts();
    }

    @ParameterizedTest
    @MethodSource("containers")
    void givesTheTokensOfTheReference(Container container) throws IOException {
        Path file = Given.lines(folder.resolve("texts.txt"), container.texts().toArray(String[]::new));
        Path out = folder.resolve("new/tokens.npy");
        Program.run("tokenize", Fixture.model(container), "--file", file, "--out", out)
                .succeeds();
        NpyArray expected = Npy.read(tokens(container));
        NpyArray found = Npy.read(out);
        assertThat(found.type()).isEqualTo(NpyType.INT64);
        assertThat(found.shape()).isEqualTo(expected.shape());
        assertThat(found.longs()).isEqualTo(expected.longs());
        try (Stream<Path> list = Files.list(out.getParent())) {
            assertThat(list).containsExactly(out);
        }
    }

    /** A tokenizer of the transformers library pads with the end token, where its settings say so. */
    private static Path tokens(Container container) {
        Path padded = container.folder().resolve("tokens_hf_padding.npy");
        return Files.exists(padded) ? padded : container.folder().resolve("tokens.npy");
    }

    @Test
    void onlyLineFeedsEndALine() throws IOException {
        Path file = Files.writeString(folder.resolve("texts.txt"), "one\u0085two\u2028three\u000bfour\r\n\r\nlast");
        Path out = folder.resolve("tokens.npy");
        Program.run("tokenize", Fixture.model(Fixture.any()), "--file", file, "--out", out)
                .succeeds();
        assertThat(Npy.read(out).dim(0)).isEqualTo(3);
    }

    @Test
    void namesABadFile() throws IOException {
        List<String> model = Fixture.model(Fixture.any());
        Path out = folder.resolve("tokens.npy");
        Path absent = folder.resolve("absent.txt");
        Program.run("tokenize", model, "--file", absent, "--out", out).fails(ExitStatus.FAILED, absent);
        Path empty = Files.createFile(folder.resolve("empty.txt"));
        Program.run("tokenize", model, "--file", empty, "--out", out).fails(ExitStatus.FAILED, empty);
        Path bytes = Files.write(folder.resolve("bytes.txt"), new byte[] {'a', '\n', (byte) 0xFF});
        Program.run("tokenize", model, "--file", bytes, "--out", out).fails(ExitStatus.FAILED, bytes, "line 2");
        Program.run("tokenize", model, "--file", folder, "--out", out).fails(ExitStatus.FAILED, folder);
        assertThat(out).doesNotExist();
    }

    @Test
    void neverReplacesItsInput() throws IOException {
        Path file = Files.writeString(folder.resolve("texts.txt"), "one\n");
        Program.run("tokenize", Fixture.model(Fixture.any()), "--file", file, "--out", file)
                .fails(ExitStatus.FAILED, file, "--out");
        assertThat(file).hasContent("one\n");
    }
}
