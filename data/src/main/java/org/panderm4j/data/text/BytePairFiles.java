package org.panderm4j.data.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Finds and reads byte-pair vocabularies: a bare merge list, {@code vocab.json} + {@code merges.txt}, or {@code tokenizer.json}. */
final class BytePairFiles {
    private static final String LIST_NAME = "bpe_simple_vocab_16e6.txt.gz";
    private static final String VOCABULARY_NAME = "vocab.json";
    private static final String MERGES_NAME = "merges.txt";
    private static final String JSON_NAME = "tokenizer.json";
    private static final Set<String> NORMALIZERS = Set.of("Sequence", "NFC", "Replace", "Lowercase");

    private BytePairFiles() {}

    static BytePairVocabulary read(Path directoryOrFile) throws IOException {
        Path file = find(directoryOrFile);
        checkConfig(file);
        String name = file.getFileName().toString();
        if (name.equals(VOCABULARY_NAME) || name.equals(MERGES_NAME)) {
            return readPair(file.resolveSibling(VOCABULARY_NAME), file.resolveSibling(MERGES_NAME));
        }
        return name.endsWith(".json") ? readJson(file) : BytePairBuilder.fromMergeList(readList(file), file);
    }

    private static Path find(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return path;
        }
        Path list = path.resolve(LIST_NAME);
        if (Files.isRegularFile(list)) {
            return list;
        }
        if (Files.isRegularFile(path.resolve(VOCABULARY_NAME)) && Files.isRegularFile(path.resolve(MERGES_NAME))) {
            return path.resolve(VOCABULARY_NAME);
        }
        if (Files.isRegularFile(path.resolve(JSON_NAME))) {
            return path.resolve(JSON_NAME);
        }
        return onlyList(path);
    }

    private static Path onlyList(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> lists = files.filter(file -> file.toString().endsWith(".txt.gz"))
                    .sorted()
                    .toList();
            if (lists.size() == 1) {
                return lists.get(0);
            }
            throw new IOException(folder + ": expected " + LIST_NAME + ", " + VOCABULARY_NAME + " with " + MERGES_NAME
                    + ", or " + JSON_NAME + ", found " + (lists.isEmpty() ? "none" : lists)
                    + "; name the folder that holds it with --text-model");
        }
    }

    private static void checkConfig(Path file) throws IOException {
        JsonNode config = VocabularyFiles.configBeside(file);
        Path configFile = file.resolveSibling("tokenizer_config.json");
        String type = config.path("tokenizer_class").asText("");
        if (!Set.of("", "CLIPTokenizer", "CLIPTokenizerFast", "PreTrainedTokenizerFast")
                .contains(type)) {
            throw new IOException(configFile + ": expected tokenizer_class CLIPTokenizer, found " + type);
        }
        VocabularyFiles.require(config, "do_lower_case", "true", configFile);
    }

    private static List<String> readList(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (file.toString().endsWith(".gz")) {
            try (GZIPInputStream unzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                bytes = unzip.readAllBytes();
            } catch (IOException e) {
                throw new IOException(file + ": expected a gzip file, found " + e.getMessage(), e);
            }
        }
        return TextLines.split(bytes, file.toString());
    }

    private static BytePairVocabulary readPair(Path vocabulary, Path merges) throws IOException {
        Map<String, Integer> ids = VocabularyFiles.ids(VocabularyFiles.readObject(vocabulary), vocabulary);
        return BytePairBuilder.fromHub(ids, TextLines.read(merges), merges);
    }

    private static BytePairVocabulary readJson(Path file) throws IOException {
        JsonNode root = VocabularyFiles.readObject(file);
        JsonNode model = root.path("model");
        VocabularyFiles.require(model, "type", "BPE", file);
        VocabularyFiles.require(model, "end_of_word_suffix", ByteSymbols.END, file);
        VocabularyFiles.require(model, "continuing_subword_prefix", "", file);
        VocabularyFiles.require(model, "byte_fallback", "false", file);
        VocabularyFiles.require(model, "ignore_merges", "false", file);
        checkNormalizer(root.path("normalizer"), file);
        Map<String, Integer> ids = new HashMap<>(VocabularyFiles.ids(model.path("vocab"), file));
        ids.putAll(VocabularyFiles.addedTokens(root, file));
        List<String> merges = new ArrayList<>();
        for (JsonNode merge : model.path("merges")) {
            boolean two = merge.isArray() && merge.size() == 2;
            merges.add(two ? merge.get(0).asText() + " " + merge.get(1).asText() : merge.asText());
        }
        return BytePairBuilder.fromHub(ids, merges, file);
    }

    /** Only what the cleaner does anyway may stand there, and lower-casing must. */
    private static void checkNormalizer(JsonNode normalizer, Path file) throws IOException {
        List<String> types = normalizer.findValuesAsText("type");
        if (!normalizer.isObject() || !types.contains("Lowercase") || !NORMALIZERS.containsAll(types)) {
            throw new IOException(file + ": expected the normalizer of CLIP (NFC, white space, Lowercase), found "
                    + (types.isEmpty() ? "none" : types) + ": not supported");
        }
    }
}
