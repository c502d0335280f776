package org.panderm4j.nn.sae.fused;

/** Which activations of a row stay; used by one thread, on pieces of rows in any order and the rows of a piece in theirs. */
interface Choice {
    /** Goes to the first row of a piece. */
    default void begin(int piece) {}

    /**
     * Features that stay, ascending.
     *
     * @param row activations, none below 0, [m]
     * @param active takes the features, [m]
     * @return how many
     */
    int of(float[] row, int[] active);

    /** All that are above a threshold of 0 or more. */
    static Choice above(float threshold) {
        return (row, active) -> {
            int count = 0;
            for (int j = 0; j < row.length; j++) {
                active[count] = j;
                count += row[j] > threshold ? 1 : 0;
            }
            return count;
        };
    }
}
