package org.panderm4j.nn.engine.onednn;

/**
 * What makes an encoder faster or smaller and does not change what it computes, except for the order of sums.
 *
 * @param mlpSlice hidden values of an MLP that are computed and used up before the next ones are, where they divide the hidden layer
 * @param scoreBytes most bytes of attention's scores at a time, unless a single sequence has more
 * @param sequenceBytes most bytes of a single sequence's scores at a time, where nothing is added to them
 * @param tokens most tokens that are encoded together, unless a single sequence has more
 */
record Tuning(int mlpSlice, long scoreBytes, long sequenceBytes, int tokens) {
    /**
     * With AMX, products slow down by a third as their sums get from 1024 to 4096 terms long, and a slice of the hidden layer stays
     * in the second-level cache between the two products that write and read it.
     */
    private static final int AMX_SLICE = 1024;

    /** The second-level caches of two cores, as measured; more cores gain nothing by more. */
    private static final long SCORES = 2L << 20;

    /** Cutting a sequence's scores makes them slower to compute; this bounds the memory of very large pictures. */
    private static final long SEQUENCE_SCORES = 64L << 20;

    /** More would not make products any faster, and take more scratch memory. */
    private static final int TOKENS = 2048;

    /** What was measured to be best on processors of this kind. */
    static Tuning of(Arithmetic arithmetic) {
        boolean amx = OneDnn.hasAmx() && (arithmetic.format() == Format.BF16 || arithmetic.bf16Math());
        return new Tuning(amx ? AMX_SLICE : Integer.MAX_VALUE, SCORES, SEQUENCE_SCORES, TOKENS);
    }
}
