package org.panderm4j.data.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The tokenizer of the uncased BERT towers (PanDerm-2, DermLIP-PanDerm, BiomedCLIP): {@code [CLS] ids [SEP]}, cut to the
 * context length, padded with {@code [PAD]}.
 *
 * <p>Each word is spelled with the longest piece that fits, from the left; a word that cannot be spelled is one unknown.
 */
public final class WordPiece implements Tokenizer {
    private final WordPieceVocabulary vocabulary;
    private final int contextLength;
    private final Map<String, Integer> starts = new HashMap<>();
    private final Map<String, Integer> continuations = new HashMap<>();
    private final int longestPiece;
    private final Literals literals;
    private final PieceCache cache = new PieceCache();

    WordPiece(WordPieceVocabulary vocabulary, int contextLength) {
        if (contextLength < 2) {
            throw new IllegalArgumentException("expected a context length of at least 2, found " + contextLength);
        }
        this.vocabulary = vocabulary;
        this.contextLength = contextLength;
        this.literals = new Literals(vocabulary.literals());
        String prefix = vocabulary.prefix();
        vocabulary.ids().forEach((token, id) -> {
            starts.put(token, id);
            if (token.startsWith(prefix)) {
                continuations.put(token.substring(prefix.length()), id);
            }
        });
        this.longestPiece =
                starts.keySet().stream().mapToInt(String::length).max().orElse(0);
    }

    /**
     * Loads a vocabulary.
     *
     * @param directoryOrFile a {@code tokenizer.json}, a {@code vocab.txt}, or a folder with one of them;
     *     {@code tokenizer_config.json} beside it is honoured
     * @param contextLength length of a row, at least 2
     * @throws IOException when no vocabulary is there, it is damaged, or asks for a tokenizer of another kind
     */
    public static WordPiece load(Path directoryOrFile, int contextLength) throws IOException {
        return new WordPiece(WordPieceFiles.read(directoryOrFile), contextLength);
    }

    @Override
    public int contextLength() {
        return contextLength;
    }

    @Override
    public int padId() {
        return vocabulary.pad();
    }

    /** One more than the largest id: rows of an embedding table that this vocabulary needs. */
    public int vocabularySize() {
        return vocabulary.ids().values().stream()
                        .mapToInt(Integer::intValue)
                        .max()
                        .orElse(-1)
                + 1;
    }

    @Override
    public int[] row(String text) {
        IdRow row = new IdRow(contextLength, contextLength - 1, vocabulary.pad());
        row.add(vocabulary.cls());
        literals.split(TextCleaner.WHITESPACE.clean(text), part -> addWords(part, row), row::add);
        return row.close(vocabulary.sep());
    }

    private void addWords(String text, IdRow row) {
        if (row.isFull()) {
            return;
        }
        BertWords.split(vocabulary.normalizer().normalize(text), word -> row.add(cache.get(word, this::spell)));
    }

    private int[] spell(String word) {
        int[] unknown = {vocabulary.unk()};
        if (word.codePointCount(0, word.length()) > vocabulary.maxWordLength()) {
            return unknown;
        }
        int[] ids = new int[word.length()];
        int count = 0;
        int start = 0;
        while (start < word.length()) {
            Map<String, Integer> pieces = start == 0 ? starts : continuations;
            int end = Math.min(word.length(), start + longestPiece);
            Integer id = null;
            while (end > start && (id = pieces.get(word.substring(start, end))) == null) {
                end--;
            }
            if (id == null) {
                return unknown;
            }
            ids[count++] = id;
            start = end;
        }
        return Arrays.copyOf(ids, count);
    }
}
