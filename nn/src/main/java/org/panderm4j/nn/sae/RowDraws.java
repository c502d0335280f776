package org.panderm4j.nn.sae;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.panderm4j.nn.train.StepDraws;

/** What chance decides about rows in a training; the same for the same arguments. */
public interface RowDraws {
    /** A permutation of all rows, in which an epoch takes them. */
    int[] order(long epoch, int rows);

    /** A permutation of all rows, in which the resampling after an epoch looks at them. */
    int[] resamplingOrder(long epoch, int rows);

    /**
     * Different places, drawn one after the other, each time with the probabilities of those that are left.
     *
     * @param probabilities of the places, with sum 1; at least {@code count} are not 0
     * @return {@code count} places
     */
    int[] drawn(long epoch, double[] probabilities, int count);

    /** Of random streams by the epoch. */
    static RowDraws of(StepDraws streams) {
        return new RowDraws() {
            @Override
            public int[] order(long epoch, int rows) {
                return permutation(streams.at(epoch, 0).stream("sae.order"), rows);
            }

            @Override
            public int[] resamplingOrder(long epoch, int rows) {
                return permutation(streams.at(epoch, 0).stream("sae.resampling.order"), rows);
            }

            @Override
            public int[] drawn(long epoch, double[] probabilities, int count) {
                return drawnWithout(streams.at(epoch, 0).stream("sae.resampling.rows"), probabilities, count);
            }
        };
    }

    private static int[] permutation(RandomGenerator random, int count) {
        int[] order = IntStream.range(0, count).toArray();
        for (int i = count - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int value = order[i];
            order[i] = order[other];
            order[other] = value;
        }
        return order;
    }

    /** Each place waits an exponential time at the rate of its probability; those that wait least are drawn, in that order. */
    private static int[] drawnWithout(RandomGenerator random, double[] probabilities, int count) {
        record Wait(double time, int place) {}
        return IntStream.range(0, probabilities.length)
                .mapToObj(place -> new Wait(-StrictMath.log(1 - random.nextDouble()) / probabilities[place], place))
                .filter(wait -> probabilities[wait.place()] > 0)
                .sorted((a, b) -> Double.compare(a.time(), b.time()))
                .limit(count)
                .mapToInt(Wait::place)
                .toArray();
    }
}
