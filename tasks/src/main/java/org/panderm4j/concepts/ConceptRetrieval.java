package org.panderm4j.concepts;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** From a text to the features nearest to it, from a feature to the rows it is most active in. */
public final class ConceptRetrieval {
    private ConceptRetrieval() {}

    /** A feature or a row by number, with what it was ranked by. */
    public record Ranked(int index, float value) {}

    /**
     * Features by falling similarity, equal ones ascending.
     *
     * @param similarities of one text, [m]
     * @param active whether a feature is ever active in the rows at hand; others are left out, [m]
     */
    public static List<Ranked> features(float[] similarities, boolean[] active, int count) {
        return IntStream.range(0, similarities.length)
                .filter(j -> active[j])
                .mapToObj(j -> new Ranked(j, similarities[j]))
                .sorted(Comparator.comparingDouble(one -> -one.value))
                .limit(count)
                .toList();
    }

    /**
     * Rows by falling activation, equal ones ascending.
     *
     * @param activations of one feature, [rows]
     */
    public static List<Ranked> rows(float[] activations, int count) {
        return IntStream.range(0, activations.length)
                .mapToObj(row -> new Ranked(row, activations[row]))
                .sorted(Comparator.comparingDouble(one -> -one.value))
                .limit(count)
                .toList();
    }
}
