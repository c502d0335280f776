package org.panderm4j.data.text;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Remembers the ids of short words, up to a fixed number of them; safe for concurrent use. */
final class PieceCache {
    private static final int MAX_WORDS = 1 << 15;
    private static final int MAX_LENGTH = 48;

    private final Map<String, int[]> ids = new ConcurrentHashMap<>();

    /** The ids of {@code word}; the caller must not change the array. */
    int[] get(String word, Function<String, int[]> compute) {
        int[] known = ids.get(word);
        if (known != null) {
            return known;
        }
        int[] computed = compute.apply(word);
        // Two threads may overshoot the limit by one word each; the bound on memory stands.
        if (word.length() <= MAX_LENGTH && ids.size() < MAX_WORDS) {
            ids.putIfAbsent(word, computed);
        }
        return computed;
    }
}
