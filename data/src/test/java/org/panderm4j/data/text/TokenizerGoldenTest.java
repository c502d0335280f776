package org.panderm4j.data.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.data.golden.GoldenCases;
import org.panderm4j.data.npy.Npy;
import org.panderm4j.data.npy.NpyArray;

/** Rows of the reference, exact: the tokenizer fixtures, and every model case with texts, tokens and a vocabulary. */
@Tag("golden")
class TokenizerGoldenTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One text with everything that is known about its tokens. */
    private record GoldenText(String name, Check check) {
        @Override
        public String toString() {
            return name;
        }
    }

    private interface Check {
        void run() throws IOException;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void wordpiece(GoldenText text) throws IOException {
        text.check().run();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void bytePair(GoldenText text) throws IOException {
        text.check().run();
    }

    static Stream<GoldenText> wordpiece() throws IOException {
        List<GoldenText> texts = new ArrayList<>();
        for (Path folder : GoldenCases.folder("tokenizer")) {
            for (Path vocabulary : files(folder, "wordpiece.*(vocab\\.txt|tokenizer\\.json)")) {
                for (Path fixture : files(folder, "wordpiece[^_]*\\.json")) {
                    addWordPieceFixture(fixture, vocabulary, texts);
                }
            }
        }
        for (Path model : modelCases()) {
            for (Path vocabulary : files(model.resolve("hf_text"), "vocab\\.txt|tokenizer\\.json")) {
                int length = tokens(model, "tokens.npy").dim(1);
                addModel(model, vocabulary, "tokens.npy", WordPiece.load(vocabulary, length), texts);
            }
        }
        return texts.stream();
    }

    static Stream<GoldenText> bytePair() throws IOException {
        List<GoldenText> texts = new ArrayList<>();
        for (Path folder : GoldenCases.folder("tokenizer")) {
            addClipFixtures(folder, texts);
        }
        for (Path model : modelCases()) {
            if (Files.isDirectory(model.resolve("hf_text"))) {
                continue;
            }
            List<Path> vocabularies = new ArrayList<>(files(model.resolve("hub"), "vocab\\.json|tokenizer\\.json"));
            vocabularies.addAll(files(model.getParent(), ".*\\.txt\\.gz"));
            for (Path vocabulary : vocabularies) {
                int length = tokens(model, "tokens.npy").dim(1);
                BytePair tokenizer = BytePair.load(vocabulary, length);
                addModel(model, vocabulary, "tokens.npy", tokenizer, texts);
                addModel(model, vocabulary, "tokens_hf_padding.npy", tokenizer.paddedWithEnd(), texts);
            }
        }
        return texts.stream();
    }

    private static void addWordPieceFixture(Path file, Path vocabulary, List<GoldenText> texts) throws IOException {
        JsonNode fixture = JSON.readTree(file.toFile());
        for (JsonNode expected : fixture.path("cases")) {
            String name = vocabulary.getFileName() + ": " + expected.path("text");
            texts.add(new GoldenText(name, () -> checkWordPiece(expected, fixture, vocabulary)));
        }
    }

    private static void checkWordPiece(JsonNode expected, JsonNode fixture, Path file) throws IOException {
        String text = expected.path("text").asText();
        assertThat(TextCleaner.WHITESPACE.clean(text))
                .isEqualTo(expected.path("clean").asText());
        WordPieceVocabulary vocabulary = WordPieceFiles.read(file);
        assertThat(List.of(vocabulary.cls(), vocabulary.sep(), vocabulary.pad(), vocabulary.unk()))
                .isEqualTo(ids(fixture, "cls", "sep", "pad", "unk"));
        assertThat(words(expected.path("clean").asText(), vocabulary)).isEqualTo(strings(expected.path("words")));
        int[] ids = ints(expected.path("ids"));
        WordPiece roomy = new WordPiece(vocabulary, ids.length + 2);
        assertThat(roomy.vocabularySize()).isEqualTo(fixture.path("vocab_size").asInt());
        int[] row = roomy.row(text);
        assertThat(Arrays.copyOfRange(row, 1, row.length - 1)).isEqualTo(ids);
        assertThat(Arrays.stream(ids).mapToObj(id -> token(vocabulary, id)).toList())
                .isEqualTo(strings(expected.path("pieces")));
        checkRows(expected, length -> new WordPiece(vocabulary, length));
    }

    /** The fixtures list words as if a text held no special tokens. */
    private static List<String> words(String clean, WordPieceVocabulary vocabulary) {
        List<String> words = new ArrayList<>();
        BertWords.split(vocabulary.normalizer().normalize(clean), words::add);
        return words;
    }

    private static void addClipFixtures(Path folder, List<GoldenText> texts) throws IOException {
        for (Path file : files(folder, "clip_bpe.*\\.json")) {
            JsonNode fixture = JSON.readTree(file.toFile());
            for (JsonNode expected : fixture.path("cases")) {
                String name = file.getFileName() + ": " + expected.path("text");
                texts.add(new GoldenText(name, () -> checkClip(expected, fixture, folder)));
            }
        }
    }

    /** The published vocabulary is not part of the fixtures: cleaning and the shape of a row are checked without it. */
    private static void checkClip(JsonNode expected, JsonNode fixture, Path folder) throws IOException {
        String text = expected.path("text").asText();
        JsonNode settings = clipSettings(folder);
        Optional<JsonNode> whole = wholeCase(folder, text);
        if (whole.isPresent()) {
            assertThat(TextCleaner.LOWER.clean(text))
                    .isEqualTo(whole.get().path("clean").asText());
        }
        int start = settings.path("sot").asInt();
        int end = settings.path("eot").asInt();
        for (Map.Entry<String, JsonNode> entry : expected.properties()) {
            if (entry.getKey().startsWith("row")) {
                int[] row = ints(entry.getValue());
                assertThat(row)
                        .hasSize(rowLength(entry.getKey(), fixture))
                        .startsWith(start)
                        .contains(end);
                if (whole.isPresent()) {
                    IdRow built = new IdRow(
                            row.length, row.length, settings.path("pad_id").asInt());
                    built.add(start);
                    built.add(ints(whole.get().path("ids")));
                    assertThat(built.close(end)).isEqualTo(row);
                }
            }
        }
        Optional<Path> vocabulary =
                ClipVocabulary.find(settings.path("vocabulary_file_sha256").asText());
        if (vocabulary.isPresent()) {
            checkClipIds(expected, fixture, ClipVocabulary.load(vocabulary.get()), settings);
        }
    }

    private static void checkClipIds(
            JsonNode expected, JsonNode fixture, BytePairVocabulary vocabulary, JsonNode settings) {
        String text = expected.path("text").asText();
        assertThat(vocabulary.size()).isEqualTo(settings.path("vocab_size").asInt());
        if (expected.has("ids")) {
            int[] ids = ints(expected.path("ids"));
            int[] row = new BytePair(vocabulary, ids.length + 2, 0).row(text);
            assertThat(Arrays.copyOfRange(row, 1, row.length - 1)).isEqualTo(ids);
        }
        for (Map.Entry<String, JsonNode> entry : expected.properties()) {
            if (entry.getKey().startsWith("row")) {
                int length = rowLength(entry.getKey(), fixture);
                assertThat(new BytePair(vocabulary, length, 0).row(text)).isEqualTo(ints(entry.getValue()));
            }
        }
    }

    /** The fixture that says which vocabulary all of them use. */
    private static JsonNode clipSettings(Path folder) throws IOException {
        for (Path file : files(folder, "clip_bpe.*\\.json")) {
            JsonNode fixture = JSON.readTree(file.toFile());
            if (fixture.has("vocabulary_file_sha256")) {
                return fixture;
            }
        }
        throw new IllegalStateException("no clip_bpe*.json in " + folder + " says vocabulary_file_sha256");
    }

    /** The case of this text that holds the uncut ids. */
    private static Optional<JsonNode> wholeCase(Path folder, String text) throws IOException {
        for (Path file : files(folder, "clip_bpe.*\\.json")) {
            for (JsonNode candidate : JSON.readTree(file.toFile()).path("cases")) {
                if (candidate.has("ids") && candidate.path("text").asText().equals(text)) {
                    return Optional.of(candidate);
                }
            }
        }
        return Optional.empty();
    }

    private static int rowLength(String key, JsonNode fixture) {
        return key.equals("row") ? fixture.path("context_length").asInt() : Integer.parseInt(key.substring(3));
    }

    private static void checkRows(JsonNode expected, IntFunction<Tokenizer> tokenizer) {
        int rows = 0;
        for (Map.Entry<String, JsonNode> row : expected.properties()) {
            if (row.getKey().matches("row\\d+")) {
                int length = Integer.parseInt(row.getKey().substring(3));
                String text = expected.path("text").asText();
                assertThat(tokenizer.apply(length).row(text)).isEqualTo(ints(row.getValue()));
                rows++;
            }
        }
        assertThat(rows).as("rows of this text").isPositive();
    }

    private static void addModel(Path model, Path vocabulary, String file, Tokenizer tokenizer, List<GoldenText> texts)
            throws IOException {
        if (!Files.exists(model.resolve(file))) {
            return;
        }
        NpyArray tokens = tokens(model, file);
        List<String> inputs =
                strings(JSON.readTree(model.resolve("inputs.json").toFile()).path("texts"));
        String name = model.getParent().getFileName() + "/" + model.getFileName() + ", " + vocabulary.getFileName()
                + ", " + file + ": ";
        texts.add(new GoldenText(
                name + "number of texts", () -> assertThat(tokens.dim(0)).isEqualTo(inputs.size())));
        long[] ids = tokens.longs();
        int length = tokens.dim(1);
        for (int i = 0; i < Math.min(inputs.size(), tokens.dim(0)); i++) {
            String text = inputs.get(i);
            int[] row = Arrays.stream(ids, i * length, (i + 1) * length)
                    .mapToInt(Math::toIntExact)
                    .toArray();
            texts.add(new GoldenText(
                    name + text, () -> assertThat(tokenizer.row(text)).isEqualTo(row)));
        }
    }

    /** Cases of any family that hold texts and their tokens. */
    private static List<Path> modelCases() throws IOException {
        TreeSet<String> families = new TreeSet<>();
        GoldenCases.cases("")
                .forEach(family -> families.add(family.getFileName().toString()));
        List<Path> models = new ArrayList<>();
        for (String family : families) {
            for (Path model : GoldenCases.cases(family)) {
                Path inputs = model.resolve("inputs.json");
                if (Files.exists(inputs)
                        && Files.exists(model.resolve("tokens.npy"))
                        && JSON.readTree(inputs.toFile()).has("texts")) {
                    models.add(model);
                }
            }
        }
        return models;
    }

    private static NpyArray tokens(Path model, String file) throws IOException {
        return Npy.read(model.resolve(file));
    }

    private static List<Path> files(Path folder, String pattern) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> list = Files.list(folder)) {
            return list.filter(file -> file.getFileName().toString().matches(pattern))
                    .sorted()
                    .toList();
        }
    }

    private static String token(WordPieceVocabulary vocabulary, int id) {
        return vocabulary.ids().entrySet().stream()
                .filter(entry -> entry.getValue() == id)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    private static List<Integer> ids(JsonNode node, String... names) {
        return Arrays.stream(names).map(name -> node.path(name).asInt()).toList();
    }

    private static int[] ints(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray();
    }

    private static List<String> strings(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
