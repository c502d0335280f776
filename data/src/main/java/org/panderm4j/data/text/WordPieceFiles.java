package org.panderm4j.data.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads WordPiece vocabularies: {@code tokenizer.json} (which says more and wins) or {@code vocab.txt}. Settings in
 * {@code tokenizer_config.json} overrule those of {@code tokenizer.json}, as in the transformers library.
 */
final class WordPieceFiles {
    private static final String JSON_NAME = "tokenizer.json";
    private static final String TEXT_NAME = "vocab.txt";
    private static final int MAX_WORD_LENGTH = 100;
    private static final Set<String> CLASSES = Set.of(
            "BertTokenizer",
            "BertTokenizerFast",
            "DistilBertTokenizer",
            "DistilBertTokenizerFast",
            "ElectraTokenizer",
            "ElectraTokenizerFast",
            "PreTrainedTokenizerFast");

    private WordPieceFiles() {}

    static WordPieceVocabulary read(Path directoryOrFile) throws IOException {
        Path file = find(directoryOrFile);
        JsonNode config = VocabularyFiles.configBeside(file);
        checkConfig(config, file.resolveSibling("tokenizer_config.json"));
        return file.getFileName().toString().endsWith(".json") ? readJson(file, config) : readText(file, config);
    }

    private static Path find(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return path;
        }
        for (String name : List.of(JSON_NAME, TEXT_NAME)) {
            if (Files.isRegularFile(path.resolve(name))) {
                return path.resolve(name);
            }
        }
        throw new IOException(path + ": expected " + TEXT_NAME + " or " + JSON_NAME
                + " of the text model, found neither; name the folder that holds it with --text-model");
    }

    private static void checkConfig(JsonNode config, Path file) throws IOException {
        String type = config.path("tokenizer_class").asText("");
        if (!type.isEmpty() && !CLASSES.contains(type)) {
            throw new IOException(file + ": expected tokenizer_class BertTokenizer, found " + type + ": not supported");
        }
        VocabularyFiles.require(config, "do_basic_tokenize", "true", file);
    }

    private static WordPieceVocabulary readText(Path file, JsonNode config) throws IOException {
        List<String> lines = TextLines.withoutMark(TextLines.read(file));
        if (lines.isEmpty()) {
            throw new IOException(file + ": expected one token a line, found an empty file");
        }
        Map<String, Integer> ids = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            ids.put(lines.get(i), i);
        }
        BertNormalizer normalizer = normalizer(MissingNode.getInstance(), config);
        return build(file, ids, Map.of(), config, MissingNode.getInstance(), normalizer);
    }

    private static WordPieceVocabulary readJson(Path file, JsonNode config) throws IOException {
        JsonNode root = VocabularyFiles.readObject(file);
        JsonNode model = root.path("model");
        if (!model.path("type").asText("WordPiece").equals("WordPiece")) {
            throw new IOException(file + ": expected a WordPiece model, found " + model.path("type"));
        }
        VocabularyFiles.require(root.path("normalizer"), "type", "BertNormalizer", file);
        VocabularyFiles.require(root.path("pre_tokenizer"), "type", "BertPreTokenizer", file);
        Map<String, Integer> ids = VocabularyFiles.ids(model.path("vocab"), file);
        Map<String, Integer> added = VocabularyFiles.addedTokens(root, file);
        added.forEach(ids::putIfAbsent);
        return build(file, ids, added, config, model, normalizer(root.path("normalizer"), config));
    }

    /** Where nothing is said, the uncased model's values hold; accents go when letters are lowered, unless said otherwise. */
    private static BertNormalizer normalizer(JsonNode file, JsonNode config) {
        boolean lowercase = flag(config.path("do_lower_case"), flag(file.path("lowercase"), true));
        boolean chinese = flag(config.path("tokenize_chinese_chars"), flag(file.path("handle_chinese_chars"), true));
        boolean accents = flag(config.path("strip_accents"), flag(file.path("strip_accents"), lowercase));
        return new BertNormalizer(flag(file.path("clean_text"), true), chinese, accents, lowercase);
    }

    private static boolean flag(JsonNode value, boolean standard) {
        return value.isBoolean() ? value.booleanValue() : standard;
    }

    private static WordPieceVocabulary build(
            Path file,
            Map<String, Integer> ids,
            Map<String, Integer> added,
            JsonNode config,
            JsonNode model,
            BertNormalizer normalizer)
            throws IOException {
        String unknown = model.path("unk_token").asText(VocabularyFiles.tokenName(config, "unk_token", "[UNK]"));
        Map<String, Integer> special = new LinkedHashMap<>();
        for (String name : List.of(
                VocabularyFiles.tokenName(config, "cls_token", "[CLS]"),
                VocabularyFiles.tokenName(config, "sep_token", "[SEP]"),
                VocabularyFiles.tokenName(config, "pad_token", "[PAD]"),
                unknown)) {
            special.put(name, special(ids, name, file));
        }
        int[] order = special.values().stream().mapToInt(Integer::intValue).toArray();
        if (order.length < 4) {
            throw new IOException(file + ": expected four different special tokens, found " + special.keySet());
        }
        Integer mask = ids.get(VocabularyFiles.tokenName(config, "mask_token", "[MASK]"));
        if (mask != null) {
            special.put(VocabularyFiles.tokenName(config, "mask_token", "[MASK]"), mask);
        }
        special.putAll(added);
        String prefix = model.path("continuing_subword_prefix").asText("##");
        int longest = model.path("max_input_chars_per_word").asInt(MAX_WORD_LENGTH);
        return new WordPieceVocabulary(
                Map.copyOf(ids), special, order[0], order[1], order[2], order[3], prefix, longest, normalizer);
    }

    private static int special(Map<String, Integer> ids, String token, Path file) throws IOException {
        Integer id = ids.get(token);
        if (id == null) {
            throw new IOException(file + ": expected the special token " + token + " in the vocabulary of " + ids.size()
                    + " entries, found none; is this the vocabulary of a BERT?");
        }
        return id;
    }
}
