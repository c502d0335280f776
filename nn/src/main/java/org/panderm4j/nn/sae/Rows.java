package org.panderm4j.nn.sae;

import java.nio.FloatBuffer;

/** Rows of features that may be more than memory holds. */
public interface Rows {
    int count();

    /** Values of a row. */
    int width();

    /**
     * Reads some rows, one behind the other.
     *
     * @param rows numbers of rows, from 0
     * @param from the first of these numbers to be read
     * @param length how many of them
     * @param target direct, of native byte order; filled from its position on, which is left as it is
     * @throws java.io.UncheckedIOException when they cannot be read
     */
    void read(int[] rows, int from, int length, FloatBuffer target);
}
