package org.panderm4j.nn.sae.fused;

/**
 * The largest activations of a batch that are above 0; of equal ones, those of the first rows and of the lowest features. Positive
 * numbers are ordered as their bits are, so the least of them is found by counting, eleven and twice ten bits at a time.
 */
final class LargestOfBatch {
    private static final int[] SHIFTS = {20, 10, 0};
    private static final int BINS = 1 << 11;

    private final int least;
    private final long[] equal;

    private LargestOfBatch(int least, long... equal) {
        this.least = least;
        this.equal = equal;
    }

    /** Looks for the {@code most} largest. */
    static LargestOfBatch of(Activations activations, int count, long most) {
        int prefix = 0;
        long larger = 0;
        int[][] counts = new int[0][];
        for (int level = 0; level < SHIFTS.length; level++) {
            counts = counts(activations, count, level, prefix);
            long[] total = total(counts);
            int bin = BINS - 1;
            while (bin > 0 && larger + total[bin] < most) {
                larger += total[bin--];
            }
            if (level == 0 && bin == 0 && larger + total[0] <= most) {
                return new LargestOfBatch(0);
            }
            prefix = level == 0 ? bin : (prefix << 10) | bin;
        }
        return new LargestOfBatch(prefix, shares(counts, prefix & 1023, most - larger));
    }

    /** Activations by the next bits, those whose earlier bits are {@code prefix}, of each piece. */
    private static int[][] counts(Activations activations, int count, int level, int prefix) {
        int[][] counts = new int[Pieces.of(count).count()][BINS];
        int shift = SHIFTS[level];
        int mask = level == 0 ? BINS - 1 : 1023;
        activations.forEach(count, () -> counts, (all, piece, row, values) -> {
            int[] bins = all[piece];
            for (float value : values) {
                int bits = Float.floatToRawIntBits(value);
                if (value > 0 && (level == 0 || bits >>> (shift + 10) == prefix)) {
                    bins[(bits >>> shift) & mask]++;
                }
            }
        });
        return counts;
    }

    private static long[] total(int[][] counts) {
        long[] total = new long[BINS];
        for (int[] bins : counts) {
            for (int i = 0; i < BINS; i++) {
                total[i] += bins[i];
            }
        }
        return total;
    }

    /** How many of those that equal the least one each piece may keep. */
    private static long[] shares(int[][] counts, int bin, long all) {
        long[] shares = new long[counts.length];
        long left = all;
        for (int piece = 0; piece < shares.length; piece++) {
            shares[piece] = Math.min(left, counts[piece][bin]);
            left -= shares[piece];
        }
        return shares;
    }

    /** For one thread. */
    Choice choice() {
        return least == 0
                ? Choice.above(0)
                : new Choice() {
                    private long left;

                    @Override
                    public void begin(int piece) {
                        left = equal[piece];
                    }

                    @Override
                    public int of(float[] row, int[] active) {
                        float value = Float.intBitsToFloat(least);
                        int count = 0;
                        for (int j = 0; j < row.length; j++) {
                            if (row[j] > value || (row[j] == value && left-- > 0)) {
                                active[count++] = j;
                            }
                        }
                        return count;
                    }
                };
    }
}
