package org.panderm4j.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BytePairTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Ids 512 to 516. */
    private static final List<String> MERGES = List.of("a b", "ab ab", "c d</w>", "ab cd</w>", "b ab");

    private static final int START = 517;
    private static final int END = 518;

    @TempDir
    Path dir;

    private Path list;

    @BeforeEach
    void writeList() throws IOException {
        list = dir.resolve("bpe_simple_vocab_16e6.txt.gz");
        gzip(list, "#version: test\n" + String.join("\n", MERGES) + "\n");
    }

    @Test
    void mergesApplyInOrderEverywhere() throws IOException {
        BytePair tokenizer = BytePair.load(list, 8);
        assertThat(tokenizer.row("ababcd")).containsExactly(START, 513, 514, END, 0, 0, 0, 0);
        assertThat(tokenizer.row("ABCD")).containsExactly(START, 515, END, 0, 0, 0, 0, 0);
        assertThat(tokenizer.row("bab a")).containsExactly(START, 65, 64, 256 + 65, 256 + 64, END, 0, 0);
        assertThat(tokenizer.row("é12")).containsExactly(START, 127, 256 + 102, 256 + 16, 256 + 17, END, 0, 0);
        assertThat(tokenizer.row("")).containsExactly(START, END, 0, 0, 0, 0, 0, 0);
        assertThat(tokenizer.vocabularySize()).isEqualTo(519);
    }

    @Test
    void piecesAreCutAsTheReferenceDoes() throws IOException {
        BytePair tokenizer = BytePair.load(dir, 12);
        assertThat(tokenizer.row("a's")).startsWith(START, 256 + 64, 6, 256 + 82, END);
        assertThat(tokenizer.row("'sa")).startsWith(START, 6, 256 + 82, 256 + 64, END);
        assertThat(tokenizer.row("a_b")).startsWith(START, 256 + 64, 256 + 62, 256 + 65, END);
        assertThat(tokenizer.row("'x")).startsWith(START, 256 + 6, 256 + 87, END);
    }

    @Test
    void specialTokensCountWhereAPieceStarts() throws IOException {
        BytePair tokenizer = BytePair.load(list, 8);
        assertThat(tokenizer.row("a<END_OF_TEXT>a")).startsWith(START, 256 + 64, END, 256 + 64, END, 0);
        assertThat(tokenizer.row("<start_of_text>")).startsWith(START, START, END, 0);
        assertThat(tokenizer.row("%<start_of_text>")[1]).isEqualTo(4);
    }

    @Test
    void aLongTextIsCutAndEndsWithTheEnd() throws IOException {
        assertThat(BytePair.load(list, 4).row("a a a a a")).containsExactly(START, 320, 320, END);
        assertThat(BytePair.load(list, 4).row("a a")).containsExactly(START, 320, 320, END);
        assertThat(BytePair.load(list, 2).row("a")).containsExactly(START, END);
        assertThat(BytePair.load(list, 5).paddedWithEnd().row("a")).containsExactly(START, 320, END, END, END);
    }

    @Test
    void everyKindOfFileSaysTheSame() throws IOException {
        Path plain = Files.writeString(dir.resolve("list.txt"), "header\r\n" + String.join("\r\n", MERGES));
        Path pair = Files.createDirectory(dir.resolve("pair"));
        Files.writeString(pair.resolve("vocab.json"), vocabulary().toString());
        Files.writeString(pair.resolve("merges.txt"), "#version: 0.2\n" + String.join("\n", MERGES) + "\n");
        Path json = Files.createDirectory(dir.resolve("json"));
        Files.writeString(json.resolve("tokenizer.json"), tokenizerJson().toString());
        for (long seed = 0; seed < 300; seed++) {
            String text = RandomTexts.next(new Random(seed)).replace("|", "");
            int[] row = BytePair.load(list, 40).row(text);
            for (Path other : List.of(plain, pair, pair.resolve("merges.txt"), json)) {
                assertThat(BytePair.load(other, 40).row(text))
                        .as("seed %d, %s", seed, other)
                        .isEqualTo(row);
            }
        }
        assertThat(BytePair.load(json, 4).row("<|endoftext|>")).containsExactly(START, END, END, 0);
    }

    @Test
    void anotherKindOfTokenizerIsRefused() throws IOException {
        Path file = dir.resolve("tokenizer.json");
        ObjectNode json = tokenizerJson();
        ((ObjectNode) json.path("model")).put("type", "WordPiece");
        refuse(file, json.toString(), "type \"BPE\"");
        json = tokenizerJson();
        ((ObjectNode) json.path("model")).put("end_of_word_suffix", "");
        refuse(file, json.toString(), "end_of_word_suffix");
        json = tokenizerJson();
        json.putObject("normalizer").put("type", "NFC");
        refuse(file, json.toString(), "Lowercase");
        json = tokenizerJson();
        json.remove("normalizer");
        refuse(file, json.toString(), "Lowercase");
        refuse(file, "{}", "normalizer of CLIP");
        Files.writeString(dir.resolve("tokenizer_config.json"), "{\"do_lower_case\": false}");
        refuse(file, tokenizerJson().toString(), "do_lower_case");
        Files.writeString(dir.resolve("tokenizer_config.json"), "{\"tokenizer_class\": \"GPT2Tokenizer\"}");
        refuse(file, tokenizerJson().toString(), "GPT2Tokenizer");
    }

    @Test
    void aDamagedVocabularyIsNamedWithItsLine() throws IOException {
        Path file = dir.resolve("list.txt");
        refuse(file, "header\na b\nab\n", "list.txt, merge on line 3: expected two symbols, found \"ab\"");
        refuse(file, "header\na b\nq zz\n", "list.txt, merge on line 3: expected the symbol \"zz\"");
        refuse(file, "header", "found 1 lines");
        gzip(list, "");
        assertThatIOException().isThrownBy(() -> BytePair.load(list, 8)).withMessageContaining("found 0 lines");
        Files.writeString(list, "not compressed");
        assertThatIOException().isThrownBy(() -> BytePair.load(list, 8)).withMessageContaining("gzip");
        Path pair = Files.createDirectory(dir.resolve("pair"));
        Files.writeString(pair.resolve("vocab.json"), "{\"a\": 1}");
        Files.writeString(pair.resolve("merges.txt"), "a b\n");
        assertThatIOException().isThrownBy(() -> BytePair.load(pair, 8)).withMessageContaining("<start_of_text>");
        Files.writeString(pair.resolve("merges.txt"), "#version: 0.2\n");
        assertThatIOException().isThrownBy(() -> BytePair.load(pair, 8)).withMessageContaining("expected merges");
        Files.writeString(pair.resolve("vocab.json"), "{\"a\": -1}");
        assertThatIOException().isThrownBy(() -> BytePair.load(pair, 8)).withMessageContaining("non-negative");
    }

    @Test
    void aFolderWithoutVocabularyIsNamed() throws IOException {
        Path folder = Files.createDirectory(dir.resolve("none"));
        assertThatIOException()
                .isThrownBy(() -> BytePair.load(folder, 8))
                .withMessageContainingAll(folder.toString(), "bpe_simple_vocab_16e6.txt.gz", "--text-model");
        gzip(folder.resolve("mini.txt.gz"), "h\na b\n");
        assertThat(BytePair.load(folder, 4).vocabularySize()).isEqualTo(515);
        gzip(folder.resolve("other.txt.gz"), "h\na b\n");
        assertThatIOException().isThrownBy(() -> BytePair.load(folder, 8)).withMessageContaining("other.txt.gz");
        assertThatIllegalArgumentException().isThrownBy(() -> BytePair.load(list, 1));
    }

    @Test
    void onlyThePublishedNumberOfMergesIsUsed() throws IOException {
        StringBuilder lines = new StringBuilder("header\n");
        for (int i = 0; i < 50_000; i++) {
            lines.append(ByteSymbols.inOrder(i % 256))
                    .append(' ')
                    .append(ByteSymbols.inOrder(i / 256))
                    .append('\n');
        }
        gzip(list, lines.toString());
        BytePair tokenizer = BytePair.load(list, 8);
        assertThat(tokenizer.vocabularySize()).isEqualTo(49408);
        assertThat(tokenizer.row("")).startsWith(49406, 49407);
    }

    @Test
    void everyRowIsAsLongAsTheContextAndHoldsKnownIds() throws IOException {
        for (long seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            int length = 2 + random.nextInt(30);
            BytePair tokenizer = BytePair.load(list, length);
            int[] row = tokenizer.row(RandomTexts.next(random));
            assertThat(row)
                    .as("seed %d", seed)
                    .hasSize(length)
                    .startsWith(START)
                    .contains(END);
            assertThat(IntStream.of(row)).as("seed %d", seed).allMatch(id -> id >= 0 && id <= END);
        }
    }

    private void refuse(Path file, String content, String message) throws IOException {
        Files.writeString(file, content);
        assertThatIOException().isThrownBy(() -> BytePair.load(file, 8)).withMessageContaining(message);
    }

    private static ObjectNode vocabulary() {
        ObjectNode ids = JSON.createObjectNode();
        for (int i = 0; i < 256; i++) {
            ids.put(ByteSymbols.inOrder(i), i).put(ByteSymbols.inOrder(i) + "</w>", 256 + i);
        }
        MERGES.forEach(merge -> ids.put(merge.replace(" ", ""), ids.size()));
        return ids.put("<|startoftext|>", START).put("<|endoftext|>", END);
    }

    private static ObjectNode tokenizerJson() {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode model = root.putObject("model").put("type", "BPE").put("end_of_word_suffix", "</w>");
        model.set("vocab", vocabulary());
        ArrayNode merges = model.putArray("merges");
        // Both spellings of a merge occur in the wild.
        MERGES.subList(0, 2).forEach(merges::add);
        MERGES.subList(2, MERGES.size()).forEach(merge -> {
            String[] two = merge.split(" ", -1);
            merges.addArray().add(two[0]).add(two[1]);
        });
        ArrayNode normalizers =
                root.putObject("normalizer").put("type", "Sequence").putArray("normalizers");
        normalizers.addObject().put("type", "NFC");
        normalizers.addObject().put("type", "Lowercase");
        return root;
    }

    private static void gzip(Path file, String text) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
