package org.panderm4j.data.multimodal;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.panderm4j.data.random.RandomStreams;
import org.panderm4j.data.sampling.GroupedSplits;
import org.panderm4j.data.table.Split;

/**
 * What a data set's files do not tell.
 *
 * @param classNames in the order of the labels, where the user has them
 * @param shares of train, val and test, for tables without splits; patients stay together
 * @param seed of those splits
 */
public record Reading(Optional<List<String>> classNames, List<Double> shares, long seed) {
    /** Of cases to train, to validate and to test on. */
    public static final List<Double> USUAL_SHARES = List.of(0.7, 0.15, 0.15);

    public Reading {
        classNames = classNames.map(List::copyOf);
        shares = List.copyOf(shares);
        if (shares.size() != Split.values().length) {
            throw new IllegalArgumentException("expected shares of train, val and test, found " + shares);
        }
        new GroupedSplits(shares); // refuses what does not add up
    }

    /** No names, {@link #USUAL_SHARES}, seed 0. */
    public static Reading usual() {
        return new Reading(Optional.empty(), USUAL_SHARES, 0);
    }

    /** The same with names of the classes, in the order of the labels. */
    public Reading withClassNames(List<String> names) {
        return new Reading(Optional.of(names), shares, seed);
    }

    /** The same with other splits. */
    public Reading withSplits(List<Double> otherShares, long otherSeed) {
        return new Reading(classNames, otherShares, otherSeed);
    }

    /** Deals cases into splits by patient and class; a case without a class counts as one of the first. */
    List<Case> dealt(List<Case> cases) {
        int[] strata = cases.stream().mapToInt(one -> one.label().orElse(0)).toArray();
        int[] parts = new GroupedSplits(shares)
                .parts(cases.stream().map(Case::group).toList(), strata, new RandomStreams(seed).stream("case-splits"));
        Split[] splits = Split.values();
        return IntStream.range(0, parts.length)
                .mapToObj(i -> cases.get(i).in(splits[parts[i]]))
                .toList();
    }

    /** Whether a table's cases were dealt by these shares and this seed; else it, or its description, says itself which case is for what. */
    public boolean hasDealt(CaseTable table) {
        return table.notes().stream().anyMatch(note -> note.endsWith(words()));
    }

    /** How cases were dealt, for a note. */
    String words() {
        return "cases were dealt into train, val and test by shares of " + shares + " with seed " + seed
                + ", those of a patient together";
    }
}
