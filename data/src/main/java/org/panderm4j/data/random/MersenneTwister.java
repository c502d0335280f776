package org.panderm4j.data.random;

import java.util.random.RandomGenerator;

/**
 * MT19937 of Matsumoto and Nishimura (1998), seeded by one number, with the permutations that NumPy's legacy generator makes of it:
 * the bits behind every split, thinning and linear start of the reference. For randomness of our own see {@link RandomStreams}.
 *
 * <p>Belongs to one thread at a time.
 */
public final class MersenneTwister implements RandomGenerator {
    private static final int SIZE = 624;
    private static final int SHIFT = 397;
    private static final int MATRIX = 0x9908B0DF;
    private static final int MULTIPLIER = 1812433253;

    private final int[] state = new int[SIZE];
    private int next = SIZE;

    /**
     * @param seed of 32 bits, read without a sign
     * @throws IllegalArgumentException when it has more
     */
    public MersenneTwister(long seed) {
        if (seed < 0 || seed > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("expected a seed from 0 to 4294967295, found " + seed);
        }
        state[0] = (int) seed;
        for (int i = 1; i < SIZE; i++) {
            state[i] = MULTIPLIER * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
        }
    }

    /** The next output, all 32 bits of it. */
    @Override
    public int nextInt() {
        if (next == SIZE) {
            twist();
        }
        int y = state[next++];
        y ^= y >>> 11;
        y ^= (y << 7) & 0x9D2C5680;
        y ^= (y << 15) & 0xEFC60000;
        return y ^ (y >>> 18);
    }

    /** Two outputs, the first one high. */
    @Override
    public long nextLong() {
        long high = nextInt();
        return high << 32 | Integer.toUnsignedLong(nextInt());
    }

    private void twist() {
        for (int i = 0; i < SIZE; i++) {
            int y = (state[i] & 0x8000_0000) | (state[(i + 1) % SIZE] & 0x7FFF_FFFF);
            state[i] = state[(i + SHIFT) % SIZE] ^ (y >>> 1) ^ ((y & 1) * MATRIX);
        }
        next = 0;
    }

    /**
     * The numbers from 0 to below {@code count} in random order: swapped from the end, each partner drawn under the smallest mask of
     * ones that covers it, again until it fits.
     */
    public int[] permutation(int count) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        for (int i = count - 1; i > 0; i--) {
            int other = atMost(i);
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
        return order;
    }

    /**
     * A number from 0 to {@code last}, each as likely: outputs under the smallest mask of ones that covers it, until one fits. Of 0
     * alone nothing is drawn.
     *
     * @param last 0 or more
     */
    public int atMost(int last) {
        if (last < 0) {
            throw new IllegalArgumentException("expected a last number of at least 0, found " + last);
        }
        if (last == 0) {
            return 0;
        }
        int mask = -1 >>> Integer.numberOfLeadingZeros(last);
        int value = nextInt() & mask;
        while (value > last) {
            value = nextInt() & mask;
        }
        return value;
    }
}
