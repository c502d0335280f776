package org.panderm4j.data.text;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A WordPiece vocabulary made from texts, for a text tower that begins anew.
 *
 * <p>Special tokens as BERT orders them, every character that occurs, alone and as a continuation, then the most frequent words,
 * then pieces of the other words by joining frequent pairs. Texts are cleaned and cut into words as {@link WordPiece} does it with
 * a {@code vocab.txt}: uncased, accents stripped. The same texts, in any order, give the same vocabulary.
 *
 * @param tokens by id, each once
 */
public record LearnedVocabulary(List<String> tokens) {
    /** Name of the file that {@link WordPiece} reads. */
    public static final String FILE = "vocab.txt";

    private static final List<String> SPECIAL = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");
    /** What occurs once teaches nothing. */
    private static final long LEAST = 2;
    /** Share of the room left by characters that whole words may take. */
    private static final double WORDS = 0.75;

    public LearnedVocabulary {
        tokens = List.copyOf(tokens);
    }

    /**
     * Makes one.
     *
     * @param texts such as captions
     * @param size most tokens; fewer if the texts have not so many frequent words and pieces
     * @throws IllegalArgumentException when there is no word, or {@code size} has not even room for all characters
     */
    public static LearnedVocabulary of(Iterable<String> texts, int size) {
        Map<String, Long> words = words(texts);
        if (words.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected texts to make a vocabulary from, found no word in any of them");
        }
        Set<String> tokens = new LinkedHashSet<>(SPECIAL);
        characters(words.keySet(), tokens);
        if (tokens.size() > size) {
            throw new IllegalArgumentException(
                    "expected room for " + SPECIAL.size() + " special tokens and all characters, " + tokens.size()
                            + " tokens, found a vocabulary of " + size + "; choose a larger one");
        }
        int most = tokens.size() + (int) (WORDS * (size - tokens.size()));
        words.entrySet().stream()
                .filter(entry -> entry.getValue() >= LEAST)
                .sorted(Comparator.comparing((Map.Entry<String, Long> entry) -> -entry.getValue())
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey)
                .takeWhile(word -> tokens.size() < most)
                .forEach(tokens::add);
        words.keySet().removeAll(tokens);
        pieces(words, size, tokens);
        return new LearnedVocabulary(List.copyOf(tokens));
    }

    private static Map<String, Long> words(Iterable<String> texts) {
        BertNormalizer normalizer = new BertNormalizer(true, true, true, true);
        Map<String, Long> counts = new TreeMap<>();
        for (String text : texts) {
            BertWords.split(
                    normalizer.normalize(TextCleaner.WHITESPACE.clean(text)),
                    word -> counts.merge(word, 1L, Long::sum));
        }
        return counts;
    }

    private static void characters(Set<String> words, Set<String> tokens) {
        Set<String> plain = new TreeSet<>();
        for (String word : words) {
            word.codePoints().forEach(point -> plain.add(Character.toString(point)));
        }
        tokens.addAll(plain);
        plain.forEach(character -> tokens.add(PieceMerges.PREFIX + character));
    }

    private static void pieces(Map<String, Long> words, int size, Set<String> tokens) {
        PieceMerges merges = new PieceMerges(words);
        while (tokens.size() < size) {
            String piece = merges.next(LEAST);
            if (piece == null) {
                return;
            }
            tokens.add(piece);
        }
    }

    /** Writes {@code vocab.txt}, one token a line, to be read by {@link WordPiece#load}. */
    public void write(Path file) throws IOException {
        Files.writeString(file, String.join("\n", tokens) + "\n", StandardCharsets.UTF_8);
    }
}
