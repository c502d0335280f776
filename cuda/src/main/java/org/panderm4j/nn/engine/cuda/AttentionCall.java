package org.panderm4j.nn.engine.cuda;

/**
 * Attention between its projections.
 *
 * @param qkv [sequences, length, 3, heads, width]
 * @param mixed [sequences, length, heads, width], the result
 * @param seen [sequences, length] bytes, 0 for keys that no query sees; 0 where all are seen
 * @param added [heads, length, length] float32, added to the scores; 0 where nothing is
 * @param sequences their number
 * @param length tokens of each
 * @param heads their number
 * @param width values of a head
 * @param scale of the products of queries and keys
 * @param causal whether keys behind the query are hidden
 */
record AttentionCall(
        long qkv,
        long mixed,
        long seen,
        long added,
        long sequences,
        int length,
        int heads,
        int width,
        float scale,
        boolean causal) {
    /** Whether any key is hidden, or anything added to scores. */
    boolean masked() {
        return seen != 0 || added != 0 || causal;
    }
}
