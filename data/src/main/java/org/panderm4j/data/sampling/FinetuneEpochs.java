package org.panderm4j.data.sampling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.panderm4j.data.random.RandomStreams;

/**
 * Steps of fine-tuning, each of one or several batches, in epochs that use every case.
 *
 * <p>A last batch that is not full is kept; one of a single case is joined to the one before, since batch norm cannot do with one. A step ends
 * after as many batches as are accumulated, or with the epoch. Batches are found by number alone, so that nothing has to be saved; any
 * number of threads may ask.
 */
public final class FinetuneEpochs {
    private final int[] ends; // of the batches of an epoch
    private final int accumulated;
    private final int steps;
    private final CachedOrder orders;

    private FinetuneEpochs(int batch, int accumulated, CachedOrder orders) {
        if (orders.size() < 1 || batch < 1 || accumulated < 1) {
            throw new IllegalArgumentException(
                    "expected at least one case, one case a batch and one batch a step, found " + orders.size() + ", "
                            + batch + " and " + accumulated);
        }
        this.ends = ends(orders.size(), batch);
        this.accumulated = accumulated;
        this.steps = (ends.length + accumulated - 1) / accumulated;
        this.orders = orders;
    }

    /**
     * Every case once an epoch, in a random order of its own.
     *
     * @param cases how many there are
     * @param batch cases of a batch
     * @param accumulated batches of a step
     */
    public static FinetuneEpochs shuffled(int cases, int batch, int accumulated, RandomStreams streams) {
        return new FinetuneEpochs(batch, accumulated, new CachedOrder(cases, streams, "finetune-order"));
    }

    /**
     * As many draws as there are cases, with replacement, each class as likely as any other: a case's weight is N / (K n) for N cases, K
     * classes that have any, and n cases of its class.
     *
     * @param labels class of each case, counted from 0
     */
    public static FinetuneEpochs balanced(int[] labels, int batch, int accumulated, RandomStreams streams) {
        List<int[]> classes = new ArrayList<>();
        for (int label : Arrays.stream(labels).distinct().sorted().toArray()) {
            classes.add(IntStream.range(0, labels.length)
                    .filter(i -> labels[i] == label)
                    .toArray());
        }
        return new FinetuneEpochs(
                batch,
                accumulated,
                new CachedOrder(
                        labels.length, random -> draw(classes, labels.length, random), streams, "finetune-balanced"));
    }

    private static int[] draw(List<int[]> classes, int count, RandomGenerator random) {
        int[] drawn = new int[count];
        for (int i = 0; i < count; i++) {
            int[] members = classes.get(random.nextInt(classes.size()));
            drawn[i] = members[random.nextInt(members.length)];
        }
        return drawn;
    }

    private static int[] ends(int cases, int batch) {
        int batches = (cases + batch - 1) / batch;
        boolean isLastAlone = batch > 1 && batches > 1 && cases % batch == 1;
        int[] ends = new int[isLastAlone ? batches - 1 : batches];
        for (int i = 0; i < ends.length; i++) {
            ends[i] = (i + 1) * batch;
        }
        ends[ends.length - 1] = cases;
        return ends;
    }

    /** Optimiser steps of an epoch, at least 1. */
    public int stepsPerEpoch() {
        return steps;
    }

    /** The epoch of a step, both counted from 0. */
    public long epoch(long step) {
        return Objects.checkIndex(step, Long.MAX_VALUE) / steps;
    }

    /** Batches of a step: as many as are accumulated, or what the epoch has left. */
    public int parts(long step) {
        return Math.min(accumulated, ends.length - first(step));
    }

    /**
     * The numbers of the cases of one batch, counted from 0.
     *
     * @param step counted from 0 over all epochs
     * @param part of the step, 0 to below {@link #parts}
     * @return an array of the caller's own
     */
    public int[] batch(long step, int part) {
        int number = first(step) + Objects.checkIndex(part, parts(step));
        return Arrays.copyOfRange(orders.of(epoch(step)), number == 0 ? 0 : ends[number - 1], ends[number]);
    }

    /** The number of a step's first batch within its epoch. */
    private int first(long step) {
        return (int) (Objects.checkIndex(step, Long.MAX_VALUE) % steps) * accumulated;
    }
}
