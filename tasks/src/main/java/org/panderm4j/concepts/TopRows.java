package org.panderm4j.concepts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The rows in which some features are most active, found while rows go by; of equally active rows the first ones. Same as
 * {@link ConceptRetrieval#rows}, without a column of the array in memory.
 */
public final class TopRows {
    private static final Comparator<ConceptRetrieval.Ranked> WORST_FIRST = Comparator.comparingDouble(
                    ConceptRetrieval.Ranked::value)
            .thenComparing(
                    Comparator.comparingInt(ConceptRetrieval.Ranked::index).reversed());

    private final int[] neurons;
    private final int count;
    private final List<PriorityQueue<ConceptRetrieval.Ranked>> best = new ArrayList<>();

    /**
     * @param neurons features to watch
     * @param count rows of each to keep, at least 1
     */
    public TopRows(int[] neurons, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("expected at least 1 row to keep, found " + count);
        }
        this.neurons = neurons.clone();
        this.count = count;
        Arrays.stream(neurons).forEach(neuron -> best.add(new PriorityQueue<>(WORST_FIRST)));
    }

    /** Looks at a row, [m]. */
    public void add(int number, float[] row) {
        for (int i = 0; i < neurons.length; i++) {
            PriorityQueue<ConceptRetrieval.Ranked> kept = best.get(i);
            ConceptRetrieval.Ranked ranked = new ConceptRetrieval.Ranked(number, row[neurons[i]]);
            if (kept.size() < count) {
                kept.add(ranked);
            } else if (WORST_FIRST.compare(ranked, kept.peek()) > 0) {
                kept.poll();
                kept.add(ranked);
            }
        }
    }

    /** Of the i-th feature watched, by falling activation. */
    public List<ConceptRetrieval.Ranked> of(int i) {
        return best.get(i).stream().sorted(WORST_FIRST.reversed()).toList();
    }
}
