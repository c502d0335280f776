package org.panderm4j.report;

/**
 * Values over the steps of a run.
 *
 * @param name such as "training"
 * @param measured whether each value is one of few that count by themselves, such as an evaluation, and gets a dot
 * @param steps increasing
 * @param values one for each step; what is not finite leaves a gap
 */
public record Curve(String name, boolean measured, double[] steps, double[] values) {
    public Curve {
        if (steps.length != values.length) {
            throw new IllegalArgumentException(
                    name + ": expected a value for each of " + steps.length + " steps, found " + values.length);
        }
        for (int i = 1; i < steps.length; i++) {
            if (steps[i] <= steps[i - 1]) {
                throw new IllegalArgumentException(
                        name + ": expected increasing steps, found " + steps[i] + " behind " + steps[i - 1]);
            }
        }
    }
}
