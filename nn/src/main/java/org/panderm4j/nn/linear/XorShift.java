package org.panderm4j.nn.linear;

/** Marsaglia's xorshift of 32 bits (2003), with the orders that scikit-learn's stochastic solvers make of it. */
final class XorShift {
    private XorShift() {}

    /** Swaps each place with a random one from there on. A seed begins anew each time, so several calls compound. */
    static void shuffle(int[] order, int seed) {
        int state = seed;
        for (int i = 0; i + 1 < order.length; i++) {
            state = state == 0 ? 1 : state;
            state ^= state << 13;
            state ^= state >>> 17;
            state ^= state << 5;
            int other = i + (state & Integer.MAX_VALUE) % (order.length - i);
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
    }
}
