package org.panderm4j.nn.engine.cuda;

import org.panderm4j.nn.engine.cuda.Kernel.Grid;

/** What stems over patches and words are made of, each queued on the card's stream. */
final class StemOperations {
    private static final int THREADS = 256;
    /** Values that a thread takes where rows can be read in fours. */
    private static final int EACH = 4;

    private final Operations operations;

    StemOperations(Operations operations) {
        this.operations = operations;
    }

    /**
     * Cuts pictures into patches.
     *
     * @param pixels [b, 3, rows p, columns p] float32
     * @param patches [b rows columns, k], the values behind 3 p p zeros
     */
    void cut(long pixels, long patches, Element format, long count, int rows, int columns, int p, int k) {
        int each = p % EACH == 0 ? EACH : 1; // k is a multiple of it
        launch("cut_" + each + "_" + format.label, count * (k / each), pixels, patches, count, rows, columns, p, k);
    }

    /**
     * Puts patches behind the tokens in front of them, and adds the places.
     *
     * @param patches [b, n - leading, d]
     * @param x [b, n, d]
     */
    void sequence(long patches, StemWeights.Patches weights, long x, long tokens, int n, int leading, int d) {
        int each = d % EACH == 0 ? EACH : 1;
        launch(
                "sequence_" + each + "_f32",
                tokens * (d / each),
                patches,
                weights.model(),
                x,
                tokens,
                n,
                leading,
                weights.places(),
                d);
    }

    /**
     * The vectors of texts' tokens.
     *
     * @param ids [b, n]
     * @param x [b, n, d]
     */
    void words(long ids, StemWeights.Words weights, long x, long words, int n, int d) {
        launch("words_f32", words * d, ids, weights.tokens(), weights.places(), x, words, n, weights.positions(), d);
    }

    private void launch(String name, long pieces, Object... arguments) {
        operations.launch(Compiler.ROWS, name, Grid.over(pieces, THREADS), arguments);
    }
}
