package org.panderm4j.data.text;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The tokenizer of CLIP (CLIP-Large, MONET, MAKE, DermLIP-ViT-B-16): start, ids, end, padded with 0. A longer text is cut to
 * the context length and its last id replaced by the end.
 *
 * <p>Texts are cleaned as open_clip does, whatever kind of file the vocabulary came from: those are the rules behind every
 * published evaluation.
 */
public final class BytePair implements Tokenizer {
    private final BytePairVocabulary vocabulary;
    private final int contextLength;
    private final int padId;
    private final PieceCache cache = new PieceCache();

    BytePair(BytePairVocabulary vocabulary, int contextLength, int padId) {
        if (contextLength < 2) {
            throw new IllegalArgumentException("expected a context length of at least 2, found " + contextLength);
        }
        this.vocabulary = vocabulary;
        this.contextLength = contextLength;
        this.padId = padId;
    }

    /**
     * Loads a vocabulary.
     *
     * @param directoryOrFile a merge list ({@code bpe_simple_vocab_16e6.txt.gz} or plain text), a {@code vocab.json} with
     *     {@code merges.txt} beside it, a {@code tokenizer.json}, or a folder with one of them
     * @param contextLength length of a row, at least 2
     * @throws IOException when no vocabulary is there, it is damaged, or asks for a tokenizer of another kind
     */
    public static BytePair load(Path directoryOrFile, int contextLength) throws IOException {
        return new BytePair(BytePairFiles.read(directoryOrFile), contextLength, 0);
    }

    /** The same tokenizer, padding with the end token as the transformers library does. Features are the same. */
    public BytePair paddedWithEnd() {
        return new BytePair(vocabulary, contextLength, vocabulary.end());
    }

    @Override
    public int contextLength() {
        return contextLength;
    }

    @Override
    public int padId() {
        return padId;
    }

    /** One more than the largest id: rows of an embedding table that this vocabulary needs. */
    public int vocabularySize() {
        return vocabulary.size();
    }

    @Override
    public int[] row(String text) {
        IdRow row = new IdRow(contextLength, contextLength, padId);
        row.add(vocabulary.start());
        String clean = TextCleaner.LOWER.clean(text);
        ClipPieces.split(clean, vocabulary.specials(), piece -> row.add(cache.get(piece, this::merge)), row::add);
        return row.close(vocabulary.end());
    }

    private int[] merge(String piece) {
        int[] ids = vocabulary.bytes().of(piece.getBytes(StandardCharsets.UTF_8));
        int size = ids.length;
        int rank;
        while ((rank = lowestRank(ids, size)) != MergeTable.NONE) {
            size = apply(rank, ids, size);
        }
        return Arrays.copyOf(ids, size);
    }

    private int lowestRank(int[] ids, int size) {
        int lowest = MergeTable.NONE;
        for (int i = 0; i + 1 < size; i++) {
            lowest = Math.min(lowest, vocabulary.merges().rank(ids[i], ids[i + 1]));
        }
        return lowest;
    }

    /** Merges every pair of this rank, from the left; returns the new number of symbols. */
    private int apply(int rank, int[] ids, int size) {
        MergeTable merges = vocabulary.merges();
        int kept = 0;
        for (int i = 0; i < size; kept++) {
            boolean pair = i + 1 < size && merges.rank(ids[i], ids[i + 1]) == rank;
            ids[kept] = pair ? merges.result(rank) : ids[i];
            i += pair ? 2 : 1;
        }
        return kept;
    }
}
