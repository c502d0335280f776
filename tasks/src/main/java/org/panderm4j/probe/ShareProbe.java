package org.panderm4j.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.panderm4j.eval.Bootstrap;
import org.panderm4j.eval.Calibration;
import org.panderm4j.eval.MetricValue;
import org.panderm4j.eval.Predictions;
import org.panderm4j.eval.ProbeMetrics;
import org.panderm4j.eval.Subgroups;
import org.panderm4j.eval.Temperature;
import org.panderm4j.nn.train.Workers;
import org.panderm4j.run.ProgressReport;

/** Probes one share of the training rows after the other. */
final class ShareProbe {
    private final ProbeSettings settings;
    private final ProbeRows rows;
    private final HeadFitter fitter;
    private final ProgressReport.Step progress;
    private int fits;

    ShareProbe(ProbeSettings settings, ProbeRows rows, Workers workers, ProgressReport.Step progress) {
        this.settings = settings;
        this.rows = rows;
        this.fitter = new HeadFitter(settings, rows.classes().size(), workers);
        this.progress = progress;
    }

    ShareResult run(double share) {
        LabelledFeatures train = rows.train().at(settings.thinning().rows(rows.train().labels(), share));
        List<ShareResult.SweepPoint> sweep = new ArrayList<>();
        HeadFitter.Fitted fitted = settings.sweep().isPresent()
                ? best(train, settings.sweep().get(), sweep)
                : fit(train, OptionalDouble.empty());
        OptionalDouble temperature = temperature(fitted);
        ProbeHead head = new ProbeHead(
                fitted.head(), settings.scaling().unit(), rows.classes(), temperature, rows.origin());
        double[][] logits = rows.logits(fitted, rows.test());
        Predictions predictions = Predictions.of(rows.test().labels(), ProbeHead.probabilities(logits, 1));
        ProbeMetrics metrics = ProbeMetrics.of(predictions);
        Bootstrap bootstrap = rows.bootstrap();
        return new ShareResult(
                share,
                train.size(),
                head,
                fitted.solution(),
                fitted.solution().isCollapsed(settings.regression().penalty()),
                metrics,
                metrics.summary(bootstrap),
                Calibration.of(predictions),
                calibrated(predictions, logits, temperature),
                sweep,
                new Baselines(settings, rows.classes().size(), bootstrap).of(train, rows.test()),
                subgroups(predictions, bootstrap));
    }

    private HeadFitter.Fitted fit(LabelledFeatures train, OptionalDouble cost) {
        HeadFitter.Fitted fitted = fitter.fit(train, cost, (iteration, value) ->
                progress.reach(fits, () -> "iteration " + iteration + ", loss " + String.format(Locale.ROOT, "%.6f", value)));
        progress.reach(++fits);
        return fitted;
    }

    /** Fits with every C, and keeps the head that does best on the validation rows. */
    private HeadFitter.Fitted best(
            LabelledFeatures train, ProbeSettings.Sweep sweep, List<ShareResult.SweepPoint> points) {
        HeadFitter.Fitted best = null;
        double bestValue = Double.NEGATIVE_INFINITY;
        int bestPoint = 0;
        for (double cost : sweep.costs()) {
            HeadFitter.Fitted fitted = fit(train, OptionalDouble.of(cost));
            double value = validation(fitted, sweep.metric());
            if (best == null || value > bestValue) { // the smaller C of equal ones: it holds the weights tighter
                best = fitted;
                bestValue = Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
                bestPoint = points.size();
            }
            points.add(new ShareResult.SweepPoint(cost, sweep.metric(), value, false));
        }
        ShareResult.SweepPoint chosen = points.get(bestPoint);
        points.set(bestPoint, new ShareResult.SweepPoint(chosen.cost(), chosen.metric(), chosen.value(), true));
        return best;
    }

    private double validation(HeadFitter.Fitted fitted, String metric) {
        double[][] probabilities = ProbeHead.probabilities(rows.logits(fitted, rows.validation()), 1);
        return ProbeMetrics.of(Predictions.of(rows.validation().labels(), probabilities))
                .value(metric)
                .orElse(Double.NaN);
    }

    private OptionalDouble temperature(HeadFitter.Fitted fitted) {
        return rows.validation().size() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Temperature.fit(
                        rows.logits(fitted, rows.validation()),
                        rows.validation().labels()));
    }

    private static Optional<Calibration> calibrated(
            Predictions predictions, double[][] logits, OptionalDouble temperature) {
        return temperature.isEmpty()
                ? Optional.empty()
                : Optional.of(Calibration.of(predictions.withProbabilities(
                        ProbeHead.probabilities(logits, temperature.getAsDouble()))));
    }

    private List<Subgroups> subgroups(Predictions predictions, Bootstrap bootstrap) {
        List<Subgroups> subgroups = new ArrayList<>();
        for (String column : settings.subgroups()) {
            subgroups.add(Subgroups.of(column, rows.testValues(column), predictions, bootstrap));
        }
        return subgroups;
    }
}
