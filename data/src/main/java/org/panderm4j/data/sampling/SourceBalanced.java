package org.panderm4j.data.sampling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.panderm4j.data.random.Permutation;
import org.panderm4j.data.random.RandomStreams;

/**
 * Every batch has a fixed number of pairs of each source, however many the source has.
 *
 * <p>Each source goes through its own pairs in a random order, and through them again in another when they are used up, across batches and
 * epochs. An epoch has as many pairs as there are in all; what its last batch has too many is drawn and dropped, whichever source it is
 * of. So before batch s a source with quota q has given s * q pairs, and which come next follows by division.
 */
public final class SourceBalanced implements Sampler {
    private final List<int[]> members;
    private final List<CachedOrder> orders = new ArrayList<>();
    private final int[] quotas;
    private final RandomStreams streams;
    private final int batch;
    private final int size;
    private final int steps;

    /**
     * Balances sources.
     *
     * @param members the numbers of each source's pairs
     * @param quotas pairs of each source in a batch, as {@link SourceQuotas} makes them
     */
    public SourceBalanced(List<int[]> members, int[] quotas, RandomStreams streams) {
        this.members = members.stream().map(int[]::clone).toList();
        this.quotas = quotas.clone();
        this.streams = streams;
        boolean fits = members.size() == quotas.length && Arrays.stream(quotas).allMatch(quota -> quota >= 0);
        if (!fits || Arrays.stream(quotas).sum() < 1 || members.stream().anyMatch(group -> group.length == 0)) {
            throw new IllegalArgumentException("expected a quota for each source and pairs in each, found quotas "
                    + Arrays.toString(quotas) + " for sources of "
                    + members.stream().map(group -> group.length).toList() + " pairs");
        }
        for (int source = 0; source < quotas.length; source++) {
            orders.add(new CachedOrder(members.get(source).length, streams, "source-order", source));
        }
        this.batch = Arrays.stream(quotas).sum();
        this.size = members.stream().mapToInt(group -> group.length).sum();
        this.steps = (size + batch - 1) / batch;
    }

    @Override
    public int stepsPerEpoch() {
        return steps;
    }

    /** In random order, so that parts of a batch, too, have of every source. The last of an epoch may be smaller. */
    @Override
    public int[] batch(long step) {
        Objects.checkIndex(step, Long.MAX_VALUE / batch);
        int[] pairs = new int[batch];
        int filled = 0;
        for (int source = 0; source < quotas.length; source++) {
            draw(source, step * quotas[source], pairs, filled);
            filled += quotas[source];
        }
        Permutation.shuffle(pairs, streams.stream("batch-order", step));
        int within = (int) (step % steps);
        return within < steps - 1 ? pairs : Arrays.copyOf(pairs, size - within * batch);
    }

    /** The pairs that a source gives after it has given {@code given}. */
    private void draw(int source, long given, int[] pairs, int at) {
        CachedOrder order = orders.get(source);
        for (int i = 0; i < quotas[source]; i++) {
            int[] cycle = order.of((given + i) / order.size());
            pairs[at + i] = members.get(source)[cycle[(int) ((given + i) % order.size())]];
        }
    }
}
