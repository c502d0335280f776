package org.panderm4j.probe;

import java.util.List;
import java.util.Optional;
import org.panderm4j.eval.Calibration;
import org.panderm4j.eval.MetricValue;
import org.panderm4j.eval.ProbeMetrics;
import org.panderm4j.eval.Subgroup;
import org.panderm4j.nn.linear.LogisticRegression;

/**
 * What came of one share of the training rows.
 *
 * @param share of the training rows
 * @param trainingRows how many they are
 * @param head fitted on them
 * @param fit as the solver left it
 * @param collapsed whether the penalty holds all weights at 0
 * @param metrics of the test rows
 * @param summary the same with intervals
 * @param calibration of the probabilities as they are
 * @param calibrated the same after the temperature, where there are validation rows to fit it on
 * @param sweep what each C gave on the validation rows; empty without a sweep
 * @param baselines classifiers without a fit, on the same rows
 * @param subgroups of the test rows
 */
public record ShareResult(
        double share,
        int trainingRows,
        ProbeHead head,
        LogisticRegression.Fit fit,
        boolean collapsed,
        ProbeMetrics metrics,
        List<MetricValue> summary,
        Calibration calibration,
        Optional<Calibration> calibrated,
        List<SweepPoint> sweep,
        List<Baseline> baselines,
        List<Column> subgroups) {
    /**
     * One C of a sweep.
     *
     * @param value of the metric on the validation rows; NaN where they do not define it
     */
    public record SweepPoint(double cost, String metric, double value, boolean chosen) {}

    /** The test rows by the values of a column. */
    public record Column(String name, List<Subgroup> groups) {
        public Column {
            groups = List.copyOf(groups);
        }
    }

    /** A classifier without a fit. */
    public record Baseline(String name, List<MetricValue> summary) {}

    public ShareResult {
        summary = List.copyOf(summary);
        sweep = List.copyOf(sweep);
        baselines = List.copyOf(baselines);
        subgroups = List.copyOf(subgroups);
    }
}
