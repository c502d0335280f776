package org.panderm4j.report;

import java.util.List;
import java.util.Optional;
import org.panderm4j.eval.MetricValue;

/**
 * A probe at one share of the training rows.
 *
 * @param share above 0, up to 1
 * @param name such as "10 %"
 * @param trainingRows how many they are
 * @param metrics of the test rows, at least one, the same names for every share
 * @param rivals classifiers without a fit, the same for every share
 * @param sweep if C was chosen on validation rows
 * @param fit how it went, the same names for every share
 */
public record ProbeShare(
        double share,
        String name,
        long trainingRows,
        List<MetricValue> metrics,
        List<Rival> rivals,
        Optional<Sweep> sweep,
        List<Fact> fit) {
    /** A classifier beside the probe. */
    public record Rival(String name, List<MetricValue> metrics) {}

    /**
     * The values of C tried.
     *
     * @param metric chosen by
     * @param trials ascending by C
     */
    public record Sweep(String metric, List<Trial> trials) {}

    /**
     * A value of C that was tried.
     *
     * @param value not finite where the validation rows do not define it
     */
    public record Trial(double cost, double value, boolean chosen) {}

    public ProbeShare {
        if (metrics.isEmpty()) {
            throw new IllegalArgumentException(name + ": expected at least one metric, found none");
        }
    }
}
