package org.panderm4j.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordPieceTest {
    private static final List<String> TOKENS = List.of(
            "[PAD]", "[UNK]", "[SEP]", "[MASK]", "[CLS]", "mel", "##anoma", "##an", "sez", "##ary", "a", "sé", "Mel",
            ",", "皮");

    @TempDir
    Path dir;

    @BeforeEach
    void writeVocabulary() throws IOException {
        Files.write(dir.resolve("vocab.txt"), TOKENS);
    }

    @Test
    void theLongestPieceWins() throws IOException {
        WordPiece tokenizer = WordPiece.load(dir, 8);
        assertThat(tokenizer.row("Melanoma, a 皮")).containsExactly(4, 5, 6, 13, 10, 14, 2, 0);
        assertThat(tokenizer.row("Sézary melan")).containsExactly(4, 8, 9, 5, 7, 2, 0, 0);
        assertThat(tokenizer.row("")).containsExactly(4, 2, 0, 0, 0, 0, 0, 0);
        assertThat(tokenizer.vocabularySize()).isEqualTo(15);
        assertThat(tokenizer.padId()).isZero();
    }

    @Test
    void aWordThatCannotBeSpelledIsOneUnknown() throws IOException {
        WordPiece tokenizer = WordPiece.load(dir.resolve("vocab.txt"), 5);
        assertThat(tokenizer.row("melx a")).containsExactly(4, 1, 10, 2, 0);
        assertThat(tokenizer.row("mel" + "an".repeat(48) + " mel" + "an".repeat(49)))
                .startsWith(4, 5, 7, 7);
        WordPiece roomy = WordPiece.load(dir, 60);
        assertThat(roomy.row("mel" + "an".repeat(49))).as("101 characters").startsWith(4, 1, 2, 0);
    }

    @Test
    void aLongTextIsCutBeforeTheSeparator() throws IOException {
        assertThat(WordPiece.load(dir, 4).row("a a a a a")).containsExactly(4, 10, 10, 2);
        assertThat(WordPiece.load(dir, 2).row("a")).containsExactly(4, 2);
    }

    @Test
    void specialTokensAreFoundAsTheyStand() throws IOException {
        assertThat(WordPiece.load(dir, 8).row("a[MASK]a [PAD] [mask]")).containsExactly(4, 10, 3, 10, 0, 1, 1, 2);
    }

    @Test
    void tokenizerJsonAloneSaysTheSame() throws IOException {
        Path alone = Files.createDirectory(dir.resolve("json"));
        Files.writeString(alone.resolve("tokenizer.json"), json("{\"type\": \"BertNormalizer\"}", "\"WordPiece\""));
        for (String text : List.of("Melanoma, a", "sézary [SEP] [MASK]", "x", "")) {
            assertThat(WordPiece.load(alone, 9).row(text))
                    .isEqualTo(WordPiece.load(dir.resolve("vocab.txt"), 9).row(text));
        }
    }

    @Test
    void settingsBesideTheVocabularyAreHonoured() throws IOException {
        config("{\"do_lower_case\": false}");
        assertThat(WordPiece.load(dir, 5).row("Mel")).containsExactly(4, 12, 2, 0, 0);
        config("{\"strip_accents\": false}");
        assertThat(WordPiece.load(dir, 5).row("SÉ")).containsExactly(4, 11, 2, 0, 0);
        config("{\"cls_token\": {\"content\": \"a\"}, \"tokenizer_class\": \"BertTokenizerFast\"}");
        assertThat(WordPiece.load(dir, 5).row("mel")).containsExactly(10, 5, 2, 0, 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"tokenizer_class\": \"RobertaTokenizer\"} | RobertaTokenizer",
                "{\"do_basic_tokenize\": false} | do_basic_tokenize",
                "{\"cls_token\": \"<s>\"} | <s>",
                "{\"sep_token\": \"[CLS]\"} | four different special tokens",
                "[1] | JSON object",
                "{ | expected JSON",
            })
    void otherSettingsAreRefused(String config, String message) throws IOException {
        config(config);
        assertThatIOException().isThrownBy(() -> WordPiece.load(dir, 8)).withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\": \"BertNormalizer\"} | \"Unigram\" | Unigram",
                "{\"type\": \"NFKC\"} | \"WordPiece\" | NFKC",
                "{\"type\": \"BertNormalizer\"}, \"pre_tokenizer\": {\"type\": \"Whitespace\"} | \"WordPiece\" | Whitespace",
                "null, \"added_tokens\": [{\"id\": 3, \"content\": \"[MASK]\", \"lstrip\": true}] | \"WordPiece\" | lstrip",
                "null, \"added_tokens\": [{\"id\": \"x\", \"content\": \"[X]\"}] | \"WordPiece\" | [X]",
            })
    void anotherKindOfTokenizerIsRefused(String normalizer, String type, String message) throws IOException {
        Path file = Files.writeString(dir.resolve("tokenizer.json"), json(normalizer, type));
        assertThatIOException()
                .isThrownBy(() -> WordPiece.load(dir, 8))
                .withMessageContaining(message)
                .withMessageContaining(file.toString());
    }

    @Test
    void aMissingOrDamagedVocabularyIsNamed() throws IOException {
        Path empty = Files.createDirectory(dir.resolve("empty"));
        assertThatIOException()
                .isThrownBy(() -> WordPiece.load(empty, 8))
                .withMessageContainingAll("vocab.txt", "tokenizer.json", "--text-model", empty.toString());
        Files.writeString(empty.resolve("vocab.txt"), "");
        assertThatIOException().isThrownBy(() -> WordPiece.load(empty, 8)).withMessageContaining("empty file");
        Files.writeString(empty.resolve("vocab.txt"), "[PAD]\na\n");
        assertThatIOException().isThrownBy(() -> WordPiece.load(empty, 8)).withMessageContaining("[CLS]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WordPiece.load(dir, 1))
                .withMessageContaining("at least 2, found 1");
    }

    @Test
    void everyRowIsAsLongAsTheContextAndHoldsKnownIds() throws IOException {
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            int length = 2 + random.nextInt(30);
            WordPiece tokenizer = WordPiece.load(dir, length);
            int[] row = tokenizer.row(RandomTexts.next(random));
            assertThat(row).as("seed %d", seed).hasSize(length).startsWith(4).contains(2);
            assertThat(IntStream.of(row)).as("seed %d", seed).allMatch(id -> id >= 0 && id < TOKENS.size());
        }
    }

    @Test
    void oneTokenizerServesManyThreads() throws IOException {
        WordPiece tokenizer = WordPiece.load(dir, 16);
        List<String> texts = IntStream.range(0, 2000)
                .mapToObj(seed -> RandomTexts.next(new Random(seed)))
                .toList();
        int[][] together = texts.parallelStream().map(tokenizer::row).toArray(int[][]::new);
        assertThat(together).isDeepEqualTo(WordPiece.load(dir, 16).rows(texts));
    }

    private void config(String text) throws IOException {
        Files.writeString(dir.resolve("tokenizer_config.json"), text);
    }

    private static String json(String normalizer, String type) {
        StringBuilder vocabulary = new StringBuilder();
        for (int i = 0; i < TOKENS.size(); i++) {
            vocabulary
                    .append(i == 0 ? "" : ", ")
                    .append('"')
                    .append(TOKENS.get(i))
                    .append("\": ")
                    .append(i);
        }
        return "{\"model\": {\"type\": " + type + ", \"vocab\": {" + vocabulary + "}}, \"normalizer\": " + normalizer
                + "}";
    }
}
