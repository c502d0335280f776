package org.panderm4j.data.sampling;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.panderm4j.data.random.Permutation;
import org.panderm4j.data.random.RandomStreams;

/** Random orders, or other draws, by number, of which the last two that were asked for are kept: a batch may lie across two. */
final class CachedOrder {
    private final int size;
    private final RandomStreams streams;
    private final String name;
    private final Drawing drawing;
    private final long[] positions;
    private volatile Numbered last = new Numbered(-1, new int[0]);
    private volatile Numbered before = last;

    private record Numbered(long number, int[] order) {}

    /** Makes the order that a generator gives. */
    @FunctionalInterface
    interface Drawing {
        /** As many numbers as an order has. */
        int[] draw(RandomGenerator random);
    }

    /**
     * @param size numbers in an order
     * @param name of the random streams
     * @param positions of these orders among others of that name
     */
    CachedOrder(int size, RandomStreams streams, String name, long... positions) {
        this(size, random -> Permutation.of(size, random), streams, name, positions);
    }

    /** The same for numbers that are drawn in another way. */
    CachedOrder(int size, Drawing drawing, RandomStreams streams, String name, long... positions) {
        this.size = size;
        this.drawing = drawing;
        this.streams = streams;
        this.name = name;
        this.positions = positions.clone();
    }

    int size() {
        return size;
    }

    /** {@link #size()} numbers, of a permutation those from 0 on; not to be written to. */
    int[] of(long number) {
        Numbered one = last;
        Numbered other = before;
        if (one.number == number) {
            return one.order;
        }
        if (other.number == number) {
            return other.order;
        }
        long[] place = Arrays.copyOf(positions, positions.length + 1);
        place[positions.length] = number;
        Numbered made = new Numbered(number, drawing.draw(streams.stream(name, place)));
        before = one;
        last = made;
        return made.order;
    }
}
