package org.panderm4j.nn.engine;

/** Makes matrix products of one engine, in one precision, with one number of threads. */
@FunctionalInterface
public interface PackedProducts {
    /**
     * Makes (rows, inner) by (inner, columns); the caller closes it.
     *
     * @param rows of the left matrix and of the result
     * @param inner length of the sums
     * @param columns of the right matrix, the packed one, and of the result
     */
    PackedProduct open(long rows, long inner, long columns);
}
