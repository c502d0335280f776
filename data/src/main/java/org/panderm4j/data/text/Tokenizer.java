package org.panderm4j.data.text;

import java.util.List;

/** Turns a text into one row of token ids. Implementations are immutable and may be shared between threads. */
public interface Tokenizer {
    /** Length of every row, special tokens and padding included. */
    int contextLength();

    /** The id that fills a row behind its text. */
    int padId();

    /** Cleans and tokenizes one text, to [contextLength]. */
    int[] row(String text);

    /** One row a text, in the same order, [texts, contextLength]. */
    default int[][] rows(List<String> texts) {
        return texts.stream().map(this::row).toArray(int[][]::new);
    }
}
