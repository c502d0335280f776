package org.panderm4j.nn.linear;

import java.util.function.BooleanSupplier;

/**
 * L-BFGS (Liu and Nocedal, 1989) with a line search for the strong Wolfe conditions, by the rules of PyTorch's implementation,
 * measured: in double precision it takes the same iterations and evaluations.
 *
 * @param iterations at most
 * @param evaluations of the objective after which no further iteration begins
 * @param memory pairs of step and gradient change kept
 * @param gradientTolerance the run ends when no component of the gradient is larger
 * @param changeTolerance the run ends when neither the point nor the value changes by more
 */
public record Lbfgs(int iterations, int evaluations, int memory, double gradientTolerance, double changeTolerance) {
    /** As the reference's linear probe runs it. */
    public static final Lbfgs REFERENCE = new Lbfgs(1000, 1250, 100, 1e-7, 1e-9);

    /** Why a run ended. */
    public enum Ending {
        ITERATION_LIMIT,
        EVALUATION_LIMIT,
        FLAT_GRADIENT,
        /** The direction goes down by less than the tolerance. */
        FLAT_DIRECTION,
        SMALL_STEP,
        SMALL_CHANGE,
        /** The caller has asked for it. */
        STOPPED
    }

    /**
     * Where a run ended.
     *
     * @param point with the value
     * @param firstValue at the start
     * @param value at the point
     * @param iterations begun
     * @param evaluations of the objective
     */
    public record Result(
            double[] point, double firstValue, double value, int iterations, int evaluations, Ending ending) {}

    /** Told after every iteration. */
    @FunctionalInterface
    public interface Progress {
        /**
         * Takes note of a finished iteration.
         *
         * @param point where it stands, not to be changed
         */
        void iterated(int iteration, double value, double[] point);
    }

    public Lbfgs {
        if (iterations < 1 || evaluations < 1 || memory < 1 || !(gradientTolerance >= 0) || !(changeTolerance >= 0)) {
            throw new IllegalArgumentException(
                    "expected at least one iteration, evaluation and pair of memory, and tolerances of 0 or more, found "
                            + iterations + ", " + evaluations + ", " + memory + ", " + gradientTolerance + ", "
                            + changeTolerance);
        }
    }

    /** The same with other limits of iterations; a quarter more evaluations may be made. */
    public Lbfgs withIterations(int limit) {
        return new Lbfgs(limit, Math.toIntExact(limit * 5L / 4), memory, gradientTolerance, changeTolerance);
    }

    /**
     * Minimises.
     *
     * @param start is not changed
     * @param progress told of every iteration
     * @param stop asked before every iteration
     * @throws ArithmeticException when the objective is not finite at the start
     */
    public Result minimize(Objective objective, double[] start, Progress progress, BooleanSupplier stop) {
        return new Run(objective, start, progress, stop).run();
    }

    /** The same, undisturbed. */
    public Result minimize(Objective objective, double[] start) {
        return minimize(objective, start, (iteration, value, point) -> {}, () -> false);
    }

    /** One run. */
    private final class Run {
        private final Objective objective;
        private final Progress progress;
        private final BooleanSupplier stop;
        private final CurvatureMemory curvature = new CurvatureMemory(memory);
        private final double firstValue;
        private double[] point;
        private double[] gradient;
        private double value;
        private int iteration;
        private int evaluated = 1;

        Run(Objective objective, double[] start, Progress progress, BooleanSupplier stop) {
            this.objective = objective;
            this.progress = progress;
            this.stop = stop;
            this.point = start.clone();
            this.gradient = new double[start.length];
            this.value = objective.evaluate(point, gradient);
            this.firstValue = value;
            if (!Double.isFinite(value)) {
                throw new ArithmeticException("expected a finite objective at the start, found " + value);
            }
        }

        Result run() {
            Ending ending = isFlat() ? Ending.FLAT_GRADIENT : null;
            while (ending == null) {
                ending = stop.getAsBoolean() ? Ending.STOPPED : iterate();
            }
            return new Result(point, firstValue, value, iteration, evaluated, ending);
        }

        private boolean isFlat() {
            return DoubleVectors.largest(gradient) <= gradientTolerance;
        }

        /** One step; says why it was the last one, or null. */
        private Ending iterate() {
            iteration++;
            double[] direction = curvature.direction(gradient);
            double slope = DoubleVectors.dot(gradient, direction);
            if (slope > -changeTolerance) {
                return Ending.FLAT_DIRECTION;
            }
            double first = iteration == 1 ? Math.min(1, 1 / DoubleVectors.sumOfSizes(gradient)) : 1;
            LineSearch search =
                    new LineSearch(objective, point, direction, new Trial(0, value, slope, gradient), changeTolerance);
            Trial found = search.search(first);
            evaluated += search.evaluations();
            double before = value;
            double longest = move(direction, found);
            progress.iterated(iteration, value, point);
            return endingOf(longest, before);
        }

        /** Goes to a trial; gives the largest component of the way. */
        private double move(double[] direction, Trial found) {
            double[] step = direction; // not needed any longer
            DoubleVectors.scale(found.step(), step);
            double[] change = found.gradient().clone();
            DoubleVectors.add(-1, gradient, change);
            DoubleVectors.add(1, step, point);
            curvature.add(step, change);
            gradient = found.gradient();
            value = found.value();
            return DoubleVectors.largest(step);
        }

        private Ending endingOf(double longest, double before) {
            if (iteration == iterations) {
                return Ending.ITERATION_LIMIT;
            }
            if (evaluated >= evaluations) {
                return Ending.EVALUATION_LIMIT;
            }
            if (isFlat()) {
                return Ending.FLAT_GRADIENT;
            }
            if (longest <= changeTolerance) {
                return Ending.SMALL_STEP;
            }
            return Math.abs(value - before) < changeTolerance ? Ending.SMALL_CHANGE : null;
        }
    }
}
