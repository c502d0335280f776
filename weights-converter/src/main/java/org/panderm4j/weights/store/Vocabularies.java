package org.panderm4j.weights.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Names of the files that tokenizers are read from. */
public final class Vocabularies {
    /** The merge list that came with OpenAI's release of CLIP, under the name it has everywhere. */
    public static final String CLIP_MERGES = "bpe_simple_vocab_16e6.txt.gz";

    private static final String VOCABULARY = "vocab.json";
    private static final String MERGES = "merges.txt";
    private static final String TOKENIZER = "tokenizer.json";
    private static final String WORDS = "vocab.txt";
    /** Says what rows are padded with. */
    public static final String SETTINGS = "tokenizer_config.json";

    private Vocabularies() {}

    /** All files that belong to a tokenizer of that kind. */
    public static List<String> files(TextSettings.Kind kind) {
        return switch (kind) {
            case WORDPIECE -> List.of(WORDS, TOKENIZER, SETTINGS);
            case BYTEPAIR -> List.of(VOCABULARY, MERGES, TOKENIZER, CLIP_MERGES, SETTINGS);
        };
    }

    /** Whether a tokenizer of that kind can be read from the folder. */
    public static boolean in(Path folder, TextSettings.Kind kind) {
        return switch (kind) {
            case WORDPIECE -> has(folder, WORDS) || has(folder, TOKENIZER);
            case BYTEPAIR ->
                mergeList(folder).isPresent()
                        || has(folder, TOKENIZER)
                        || (has(folder, VOCABULARY) && has(folder, MERGES));
        };
    }

    /** What must be there, for messages. */
    public static String expected(TextSettings.Kind kind) {
        return switch (kind) {
            case WORDPIECE -> WORDS + " or " + TOKENIZER;
            case BYTEPAIR -> VOCABULARY + " with " + MERGES + ", " + TOKENIZER + " or " + CLIP_MERGES;
        };
    }

    /** A merge list in the folder, whatever it is called. */
    static Optional<Path> mergeList(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".txt.gz"))
                    .sorted()
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + ": cannot be listed", e);
        }
    }

    private static boolean has(Path folder, String name) {
        return Files.isRegularFile(folder.resolve(name));
    }
}
