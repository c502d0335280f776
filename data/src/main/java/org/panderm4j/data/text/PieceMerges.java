package org.panderm4j.data.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Words as rows of pieces, of which the most frequent pair of neighbours is joined again and again (Gage 1994; for words, Sennrich
 * et al. 2016). A piece that does not begin its word has the prefix {@code ##}.
 */
final class PieceMerges {
    static final String PREFIX = "##";

    private final List<List<String>> words = new ArrayList<>();
    private final List<Long> counts = new ArrayList<>();
    private final Map<Pair, Long> pairs = new HashMap<>();
    private final Map<Pair, Set<Integer>> places = new HashMap<>();

    private record Pair(String left, String right) implements Comparable<Pair> {
        String joined() {
            return left + right.substring(PREFIX.length());
        }

        @Override
        public int compareTo(Pair other) {
            int byLeft = left.compareTo(other.left);
            return byLeft != 0 ? byLeft : right.compareTo(other.right);
        }
    }

    /** Begins with single characters. */
    PieceMerges(Map<String, Long> frequencies) {
        frequencies.forEach((word, count) -> {
            words.add(characters(word));
            counts.add(count);
            count(words.size() - 1, 1);
        });
    }

    /** The characters of a word, all but the first with the prefix. */
    static List<String> characters(String word) {
        List<String> pieces = new ArrayList<>();
        word.codePoints().forEach(point -> pieces.add((pieces.isEmpty() ? "" : PREFIX) + Character.toString(point)));
        return pieces;
    }

    /** Adds a word's pairs to the counts, or takes them off. */
    private void count(int word, int sign) {
        List<String> pieces = words.get(word);
        for (int i = 0; i + 1 < pieces.size(); i++) {
            Pair pair = new Pair(pieces.get(i), pieces.get(i + 1));
            pairs.merge(pair, sign * counts.get(word), (a, b) -> a + b == 0 ? null : a + b);
            if (sign > 0) {
                // Where a pair no longer stands is found out when it is joined.
                places.computeIfAbsent(pair, any -> new TreeSet<>()).add(word);
            }
        }
    }

    /**
     * Joins the most frequent pair, the first in order of spelling among equals.
     *
     * @param least occurrences below which nothing is joined
     * @return the new piece; null if no pair is frequent enough
     */
    String next(long least) {
        Pair best = null;
        long most = least - 1;
        for (Map.Entry<Pair, Long> entry : pairs.entrySet()) {
            long count = entry.getValue();
            if (count > most || (count == most && best != null && entry.getKey().compareTo(best) < 0)) {
                best = entry.getKey();
                most = count;
            }
        }
        if (best == null) {
            return null;
        }
        for (int word : places.remove(best)) {
            count(word, -1);
            words.set(word, joined(words.get(word), best));
            count(word, 1);
        }
        return best.joined();
    }

    private static List<String> joined(List<String> pieces, Pair pair) {
        List<String> result = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            boolean here = i + 1 < pieces.size()
                    && pieces.get(i).equals(pair.left())
                    && pieces.get(i + 1).equals(pair.right());
            result.add(here ? pair.joined() : pieces.get(i));
            i += here ? 1 : 0;
        }
        return result;
    }
}
