package org.panderm4j.probe;

import java.util.List;
import java.util.Optional;
import org.panderm4j.data.sampling.Thinning;
import org.panderm4j.nn.linear.LogisticRegression;

/**
 * How to probe.
 *
 * @param shares of the training rows, each above 0 and up to 1, ascending
 * @param thinning picks the rows of a share
 * @param regression and its penalty
 * @param sweep of the penalty, if C is to be chosen on the validation rows
 * @param balanced whether classes count the same in the fit, however many rows they have
 * @param scaling of the features before the fit
 * @param neighbors k of the nearest-neighbour classifiers beside it; none when empty
 * @param centroid whether the nearest class mean is tried too
 * @param subgroups columns whose values part the test rows
 * @param resamples of the bootstrap
 * @param seed of the start, from 0 to 4294967295, and of the bootstrap
 */
public record ProbeSettings(
        List<Double> shares,
        Thinning thinning,
        LogisticRegression regression,
        Optional<Sweep> sweep,
        boolean balanced,
        Scaling scaling,
        List<Integer> neighbors,
        boolean centroid,
        List<String> subgroups,
        int resamples,
        long seed) {
    /**
     * Values of C, of which the best on the validation rows is taken.
     *
     * @param costs ascending, each above 0
     * @param metric that says what is best; the smaller C of equal ones
     */
    public record Sweep(List<Double> costs, String metric) {
        public Sweep {
            costs = costs.stream().sorted().distinct().toList();
        }
    }

    /** The same with another fit. */
    ProbeSettings with(LogisticRegression other, boolean otherBalanced, Scaling otherScaling) {
        return new ProbeSettings(
                shares,
                thinning,
                other,
                sweep,
                otherBalanced,
                otherScaling,
                neighbors,
                centroid,
                subgroups,
                resamples,
                seed);
    }

    public ProbeSettings {
        shares = shares.stream().sorted().distinct().toList();
        neighbors = List.copyOf(neighbors);
        subgroups = List.copyOf(subgroups);
    }
}
