package org.panderm4j.weights.store;

/**
 * How a model wants its texts.
 *
 * @param tokenizer which kind
 * @param contextLength tokens of a row, special ones and padding included
 * @param endPadded whether a row is filled with its end token instead of id 0; means nothing to WordPiece
 */
public record TextSettings(Kind tokenizer, int contextLength, boolean endPadded) {
    /** Kinds of tokenizer. */
    public enum Kind {
        /** BERT's. */
        WORDPIECE,
        /** CLIP's byte pairs. */
        BYTEPAIR
    }

    public TextSettings {
        if (contextLength < 3) {
            throw new IllegalArgumentException(
                    "expected a context length of at least 3 tokens, found " + contextLength);
        }
    }
}
