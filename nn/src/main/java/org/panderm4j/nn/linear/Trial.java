package org.panderm4j.nn.linear;

/**
 * A point of a line search.
 *
 * @param step along the direction
 * @param value of the objective there
 * @param slope of the objective along the direction there
 * @param gradient there
 */
record Trial(double step, double value, double slope, double[] gradient) {}
