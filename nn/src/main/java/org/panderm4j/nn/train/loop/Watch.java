package org.panderm4j.nn.train.loop;

/**
 * Which metric says what is best, and when to give up.
 *
 * @param metric a name among what the learner's evaluation gives
 * @param higherIsBetter whether more of it is better
 * @param patience evaluations in a row without a better value after which the run ends; 0 for never
 * @param takesEqual whether a value as good as the best one is better too; else the first of them stays the best
 */
public record Watch(String metric, boolean higherIsBetter, int patience, boolean takesEqual) {
    public Watch {
        if (patience < 0) {
            throw new IllegalArgumentException("expected a patience of 0 or more evaluations, found " + patience);
        }
    }

    /** Of values that are alike the first is the best. */
    public Watch(String metric, boolean higherIsBetter, int patience) {
        this(metric, higherIsBetter, patience, false);
    }

    boolean isBetter(double value, double than) {
        return (higherIsBetter ? value > than : value < than) || (takesEqual && value == than);
    }
}
