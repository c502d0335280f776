package org.panderm4j.nn.engine.cuda;

/**
 * What a norm over rows reads and writes; 0 for what is not there.
 *
 * @param x [rows, width] in {@code from}
 * @param added to x before anything else, in {@code to}
 * @param more added likewise, after it
 * @param sums receives x and what is added, float32; may be {@code x}
 * @param y receives the result, in {@code to}
 * @param wide receives the result, float32; may be {@code x}
 * @param rows their number
 */
record NormCall(long x, Element from, long added, long more, long sums, long y, Element to, long wide, long rows) {
    /** Float32 rows normalised in place. */
    static NormCall inPlace(long x, long rows) {
        return new NormCall(x, Element.F32, 0, 0, 0, 0, Element.F32, x, rows);
    }

    /** Rows of any format normalised in place. */
    static NormCall inPlace(long x, Element format, long rows) {
        return new NormCall(x, format, 0, 0, 0, x, format, 0, rows);
    }

    /** Float32 rows, the result somewhere else. */
    static NormCall to(long y, long x, long rows) {
        return new NormCall(x, Element.F32, 0, 0, 0, y, Element.F32, 0, rows);
    }
}
