package org.panderm4j.weights.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panderm4j.weights.store.TextSettings.Kind;

class VocabulariesTest {
    @TempDir
    Path folder;

    private boolean with(Kind kind, String... names) throws IOException {
        Path place = Files.createTempDirectory(folder, "place");
        for (String name : names) {
            Files.createFile(place.resolve(name));
        }
        return Vocabularies.in(place, kind);
    }

    @Test
    void aMergeListIsKnownByItsEnding() throws IOException {
        assertThat(with(Kind.BYTEPAIR, Vocabularies.CLIP_MERGES)).isTrue();
        assertThat(with(Kind.BYTEPAIR, "mini_bpe.txt.gz")).isTrue();
        assertThat(with(Kind.BYTEPAIR, "mini_bpe.txt", "notes.gz")).isFalse();
        assertThat(with(Kind.WORDPIECE, "mini_bpe.txt.gz")).isFalse();
    }

    @Test
    void aVocabularyNeedsItsMerges() throws IOException {
        assertThat(with(Kind.BYTEPAIR, "vocab.json", "merges.txt")).isTrue();
        assertThat(with(Kind.BYTEPAIR, "vocab.json")).isFalse();
        assertThat(with(Kind.BYTEPAIR, "merges.txt")).isFalse();
        assertThat(with(Kind.BYTEPAIR, "tokenizer.json")).isTrue();
    }

    @Test
    void wordsComeFromEitherFile() throws IOException {
        assertThat(with(Kind.WORDPIECE, "vocab.txt")).isTrue();
        assertThat(with(Kind.WORDPIECE, "tokenizer.json")).isTrue();
        assertThat(with(Kind.WORDPIECE)).isFalse();
        assertThat(Vocabularies.in(folder.resolve("absent"), Kind.BYTEPAIR)).isFalse();
    }
}
