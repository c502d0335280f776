package org.panderm4j.peers.probe;

/** Something that fits a logistic regression to data which it holds. */
interface Fitter extends AutoCloseable {
    /**
     * A fit.
     *
     * @param point W row by row, then b
     * @param passes made: iterations, or epochs
     */
    record Solution(double[] point, int passes) {}

    /** Name and version of the library. */
    String version();

    /**
     * Fits from the start.
     *
     * @param most iterations, or epochs where the library counts those
     */
    Solution fit(int most);

    @Override
    void close();
}
