package org.panderm4j.weights.store;

/**
 * How a model wants its texts.
 *
 * @param tokenizer {@code wordpiece}
 * @param contextLength tokens of a row, special ones and padding included
 */
public record TextSettings(String tokenizer, int contextLength) {
    public static final String WORDPIECE = "wordpiece";

    public TextSettings {
        if (!tokenizer.equals(WORDPIECE)) {
            throw new IllegalArgumentException("expected tokenizer '" + WORDPIECE + "', found '" + tokenizer + "'");
        }
        if (contextLength < 3) {
            throw new IllegalArgumentException(
                    "expected a context length of at least 3 tokens, found " + contextLength);
        }
    }
}
