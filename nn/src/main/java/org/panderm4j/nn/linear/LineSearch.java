package org.panderm4j.nn.linear;

/**
 * A line search for the strong Wolfe conditions (Nocedal and Wright, Numerical Optimization, section 3.5) by the rules of PyTorch's
 * L-BFGS, measured: it makes the same trials.
 */
final class LineSearch {
    /** Of the value: how much of the decrease that the slope promises. */
    private static final double SUFFICIENT_DECREASE = 1e-4;
    /** Of the slope: how much of it may be left. */
    private static final double CURVATURE = 0.9;
    /** Trials after the first. */
    private static final int MOST_TRIALS = 25;

    private final Objective objective;
    private final double[] origin;
    private final double[] direction;
    private final double shortest;
    private final Trial start;
    private final double longestComponent;
    private int trials;

    /**
     * @param origin the point to start from
     * @param start its value, slope and gradient, at step 0
     * @param shortest width of a bracket times the direction's largest component below which the search ends
     */
    LineSearch(Objective objective, double[] origin, double[] direction, Trial start, double shortest) {
        this.objective = objective;
        this.origin = origin;
        this.direction = direction;
        this.start = start;
        this.shortest = shortest;
        this.longestComponent = DoubleVectors.largest(direction);
    }

    /** Evaluations made. */
    int evaluations() {
        return trials + 1;
    }

    /** Searches from a first step on. */
    Trial search(double firstStep) {
        Trial previous = start;
        Trial trial = at(firstStep);
        while (trials < MOST_TRIALS) {
            if (isTooHigh(trial) || (trials > 1 && trial.value() >= previous.value())) {
                return zoom(previous, trial);
            }
            if (isFlatEnough(trial)) {
                return trial;
            }
            if (trial.slope() >= 0) {
                return zoom(previous, trial);
            }
            double least = trial.step() + 0.01 * (trial.step() - previous.step());
            double next = Cubic.minimum(previous, trial, least, 10 * trial.step());
            previous = trial;
            trial = again(next);
        }
        return start.value() <= trial.value() ? start : trial;
    }

    private Trial zoom(Trial first, Trial second) {
        Bracket bracket = new Bracket(first, second);
        boolean stuck = false;
        while (trials < MOST_TRIALS && bracket.width() * longestComponent >= shortest) {
            double step = bracket.minimum();
            boolean close = Math.min(bracket.most() - step, step - bracket.least()) < margin(bracket);
            if (close && (stuck || step >= bracket.most() || step <= bracket.least())) {
                step = inwards(step, bracket);
                close = false;
            }
            stuck = close;
            Trial trial = again(step);
            if (isTooHigh(trial) || trial.value() >= bracket.low().value()) {
                bracket.replaceHigh(trial);
            } else if (isFlatEnough(trial)) {
                return trial;
            } else {
                bracket.replaceLow(trial);
            }
        }
        return bracket.low();
    }

    /** How near to an end of a bracket a trial may come. */
    private static double margin(Bracket bracket) {
        return 0.1 * bracket.width();
    }

    private static double inwards(double step, Bracket bracket) {
        boolean nearMost = Math.abs(step - bracket.most()) < Math.abs(step - bracket.least());
        return nearMost ? bracket.most() - margin(bracket) : bracket.least() + margin(bracket);
    }

    private boolean isTooHigh(Trial trial) {
        return trial.value() > start.value() + SUFFICIENT_DECREASE * trial.step() * start.slope();
    }

    private boolean isFlatEnough(Trial trial) {
        return Math.abs(trial.slope()) <= -CURVATURE * start.slope();
    }

    private Trial again(double step) {
        trials++;
        return at(step);
    }

    private Trial at(double step) {
        double[] point = new double[origin.length];
        DoubleVectors.sum(origin, step, direction, point);
        double[] gradient = new double[origin.length];
        double value = objective.evaluate(point, gradient);
        return new Trial(step, value, DoubleVectors.dot(gradient, direction), gradient);
    }
}
