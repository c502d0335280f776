package org.panderm4j.data.random;

import java.util.random.RandomGenerator;

/** Random orders, each as likely as any other. */
public final class Permutation {
    private Permutation() {}

    /** The numbers from 0 to below {@code count} in random order. */
    public static int[] of(int count, RandomGenerator random) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        shuffle(order, random);
        return order;
    }

    /** Fisher and Yates, from the end. */
    public static void shuffle(int[] values, RandomGenerator random) {
        for (int i = values.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int kept = values[i];
            values[i] = values[other];
            values[other] = kept;
        }
    }
}
