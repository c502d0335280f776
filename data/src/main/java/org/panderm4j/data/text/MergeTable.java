package org.panderm4j.data.text;

import java.util.Arrays;
import java.util.List;

/** Which two neighbouring symbols become which, and in what order: a hash table without boxes, read-only once built. */
final class MergeTable {
    /** What {@link #rank} says of a pair that never merges; behind every rank. */
    static final int NONE = Integer.MAX_VALUE;

    private static final long EMPTY = -1;

    private final long[] pairs;
    private final int[] ranks;
    private final int[] results;

    /** A pair of symbol ids and the id it becomes; its place in the list is its rank. */
    record Merge(int left, int right, int result) {}

    MergeTable(List<Merge> merges) {
        int slots = Integer.highestOneBit(Math.max(merges.size(), 4)) * 4;
        pairs = new long[slots];
        ranks = new int[slots];
        results = merges.stream().mapToInt(Merge::result).toArray();
        Arrays.fill(pairs, EMPTY);
        for (int rank = 0; rank < merges.size(); rank++) {
            long pair = pair(merges.get(rank).left(), merges.get(rank).right());
            int slot = slot(pair);
            pairs[slot] = pair;
            ranks[slot] = rank;
        }
    }

    /** Lower is sooner; {@link #NONE} if the two stay apart. */
    int rank(int left, int right) {
        int slot = slot(pair(left, right));
        return pairs[slot] == EMPTY ? NONE : ranks[slot];
    }

    /** The symbol that a merge of this rank makes. */
    int result(int rank) {
        return results[rank];
    }

    /** Where {@code pair} is, or the free place for it. */
    private int slot(long pair) {
        long mixed = pair * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 32) & (pairs.length - 1);
        while (pairs[slot] != EMPTY && pairs[slot] != pair) {
            slot = (slot + 1) & (pairs.length - 1);
        }
        return slot;
    }

    private static long pair(int left, int right) {
        return (long) left << 32 | right;
    }
}
