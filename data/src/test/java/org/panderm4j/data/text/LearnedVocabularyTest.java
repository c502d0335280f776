package org.panderm4j.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearnedVocabularyTest {
    private static final List<String> TEXTS = List.of(
            "A pigmented lesion on the arm, with a veil.",
            "Pigmentation of the leg; the lesion is scaly.",
            "the Lesion: pigmenting slowly, a blue-white véil");

    @TempDir
    Path folder;

    @Test
    void specialTokensComeFirstThenCharactersThenWordsByFrequency() {
        List<String> tokens = LearnedVocabulary.of(TEXTS, 200).tokens();
        assertThat(tokens)
                .startsWith("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
                .doesNotHaveDuplicates();
        assertThat(tokens).contains("a", "##a", ",", "##,", "the", "lesion", "veil");
        assertThat(tokens.indexOf("the")).isLessThan(tokens.indexOf("lesion"));
        assertThat(tokens.indexOf("##z")).isNegative();
        assertThat(tokens.indexOf("the")).isGreaterThan(tokens.indexOf("##y"));
    }

    @Test
    void piecesAreJoinedFromFrequentPairs() {
        PieceMerges merges = new PieceMerges(Map.of("abab", 3L, "ab", 1L, "cab", 5L));
        // a ##b: 4; ##b ##a: 3; ##a ##b: 8; c ##a: 5
        assertThat(merges.next(2)).isEqualTo("##ab");
        // now c ##ab: 5; a ##b: 4; ##b ##ab: 3
        assertThat(merges.next(2)).isEqualTo("cab");
        assertThat(merges.next(2)).isEqualTo("ab");
        assertThat(merges.next(2)).isEqualTo("abab");
        assertThat(merges.next(2)).isNull();
    }

    @Test
    void theTokenizerSpellsEveryTextItWasMadeFrom() throws IOException {
        LearnedVocabulary learned = LearnedVocabulary.of(TEXTS, 90);
        assertThat(learned.tokens()).hasSizeLessThanOrEqualTo(90);
        learned.write(folder.resolve(LearnedVocabulary.FILE));
        WordPiece tokenizer = WordPiece.load(folder, 64);
        assertThat(tokenizer.vocabularySize()).isEqualTo(learned.tokens().size());
        int unknown = learned.tokens().indexOf("[UNK]");
        for (int[] row : tokenizer.rows(TEXTS)) {
            assertThat(row[0]).isEqualTo(learned.tokens().indexOf("[CLS]"));
            assertThat(row).doesNotContain(unknown);
        }
    }

    @Test
    void orderOfTheTextsDoesNotMatter() {
        Random random = new Random(5);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            texts.add("w" + random.nextInt(60) + "x" + random.nextInt(9) + " y" + random.nextInt(200));
        }
        LearnedVocabulary first = LearnedVocabulary.of(texts, 150);
        assertThat(first.tokens()).hasSize(150);
        Collections.shuffle(texts, random);
        assertThat(LearnedVocabulary.of(texts, 150)).isEqualTo(first);
    }

    @Test
    void refusesTextsWithoutWordsAndTooLittleRoom() {
        assertThatThrownBy(() -> LearnedVocabulary.of(List.of(" ", ""), 100)).hasMessageContaining("no word");
        assertThatThrownBy(() -> LearnedVocabulary.of(TEXTS, 12))
                .hasMessageContaining("found a vocabulary of 12")
                .hasMessageContaining("choose a larger one");
    }
}
