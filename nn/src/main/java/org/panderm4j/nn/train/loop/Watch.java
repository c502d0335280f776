package org.panderm4j.nn.train.loop;

/**
 * Which metric says what is best, and when to give up.
 *
 * @param metric a name among what the learner's evaluation gives
 * @param higherIsBetter whether more of it is better
 * @param patience evaluations in a row without a better value after which the run ends; 0 for never
 */
public record Watch(String metric, boolean higherIsBetter, int patience) {
    public Watch {
        if (patience < 0) {
            throw new IllegalArgumentException("expected a patience of 0 or more evaluations, found " + patience);
        }
    }

    boolean isBetter(double value, double than) {
        return higherIsBetter ? value > than : value < than;
    }
}
