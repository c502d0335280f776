package org.panderm4j.nn.train.optimizer;

/** Learning rate by step. */
@FunctionalInterface
public interface Schedule {
    /**
     * The rate of a step.
     *
     * @param step steps done before, from 0
     */
    double rate(long step);

    /**
     * The same rate from the end of the warm-up on.
     *
     * @param warmUp steps over which the rate rises linearly to {@code base}, 0 for none
     */
    static Schedule constant(double base, long warmUp) {
        return afterWarmUp(base, warmUp, step -> base);
    }

    /**
     * Half a cosine from {@code base} down to 0 (Loshchilov and Hutter 2017, without restarts).
     *
     * @param warmUp steps of linear rise, 0 for none
     * @param steps of the whole run, with the warm-up; at and after it the rate is 0
     */
    static Schedule cosine(double base, long warmUp, long steps) {
        checkSteps(steps);
        return afterWarmUp(base, warmUp, step -> {
            double done = step >= steps ? 1 : (double) (step - warmUp) / (steps - warmUp);
            return 0.5 * (1 + Math.cos(Math.PI * done)) * base;
        });
    }

    /**
     * Half a cosine from {@code base} down towards 0 that is constant within an epoch: {@code base (1 + cos(pi e / E)) / 2} in epoch
     * e of E.
     *
     * @param warmUpEpochs of linear rise, step by step, 0 for none; the cosine is over the others
     * @param stepsPerEpoch at least 1
     * @param epochs of the whole run, with the warm-up; behind them the rate is 0
     */
    static Schedule cosineByEpoch(double base, long warmUpEpochs, long stepsPerEpoch, long epochs) {
        checkSteps(stepsPerEpoch);
        checkSteps(epochs);
        return afterWarmUp(base, Math.multiplyExact(warmUpEpochs, stepsPerEpoch), step -> {
            long epoch = step / stepsPerEpoch;
            double done = epoch >= epochs ? 1 : (double) (epoch - warmUpEpochs) / (epochs - warmUpEpochs);
            return 0.5 * (1 + Math.cos(Math.PI * done)) * base;
        });
    }

    /**
     * Constant, and at the end down to another rate.
     *
     * @param warmUp steps of linear rise, 0 for none
     * @param steps of the whole run
     * @param coolDown how many of them, at its end, cool down; 1 or more
     * @param power of the remaining share, e.g. 1 for a straight line
     * @param end the rate reached at {@code steps}, and kept
     */
    static Schedule constantWithCoolDown(
            double base, long warmUp, long steps, long coolDown, double power, double end) {
        checkSteps(steps);
        if (coolDown < 1 || coolDown > steps) {
            throw new IllegalArgumentException("expected 1 to " + steps + " steps of cool-down, found " + coolDown);
        }
        long start = steps - coolDown;
        return afterWarmUp(base, warmUp, step -> {
            if (step < start) {
                return base;
            }
            double left = Math.max(0, 1 - (double) (step - start) / coolDown);
            return Math.pow(left, power) * (base - end) + end;
        });
    }

    private static Schedule afterWarmUp(double base, long warmUp, Schedule then) {
        if (!(base >= 0 && base < Double.POSITIVE_INFINITY) || warmUp < 0) {
            throw new IllegalArgumentException("expected a finite rate and a warm-up of 0 or more, found a rate of "
                    + base + " and " + warmUp + " steps of warm-up");
        }
        return step -> step < warmUp ? base * (step + 1) / warmUp : then.rate(step);
    }

    private static void checkSteps(long steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("expected a schedule of at least 1 step, found " + steps);
        }
    }
}
