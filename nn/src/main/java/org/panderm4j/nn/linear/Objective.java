package org.panderm4j.nn.linear;

/** A function to be minimised, with its gradient. */
@FunctionalInterface
public interface Objective {
    /**
     * The value at a point.
     *
     * @param point is not changed
     * @param gradient of the same length, overwritten
     */
    double evaluate(double[] point, double[] gradient);
}
