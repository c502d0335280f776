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
import org.panderm4j.eval.Subgroup;
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
        LabelledFeatures train =
                rows.train().at(settings.thinning().rows(rows.train().labels(), share));
        List<ShareResult.SweepPoint> sweep = new ArrayList<>();
        HeadFitter.Fitted fitted = settings.sweep().isPresent()
                ? best(train, settings.sweep().get(), sweep)
                : fit(train, OptionalDouble.empty());
        Optional<Temperature> temperature = temperature(fitted);
        ProbeHead head = new ProbeHead(
                fitted.head(), settings.scaling().unit(), rows.classes(), usable(temperature), rows.origin());
        double[][] logits = rows.logits(fitted, rows.test());
        Predictions predictions = Predictions.of(rows.test().labels(), ProbeHead.probabilities(logits, 1));
        ProbeMetrics metrics = ProbeMetrics.of(predictions);
        Calibration calibration = Calibration.of(predictions);
        Bootstrap bootstrap = rows.bootstrap();
        List<MetricValue> summary = new ArrayList<>(metrics.summary(bootstrap));
        summary.addAll(calibration.summary(bootstrap));
        return new ShareResult(
                share,
                train.size(),
                head,
                fitted.solution(),
                fitted.solution().isCollapsed(settings.regression().penalty()),
                metrics,
                summary,
                calibration,
                calibrated(predictions, logits, temperature),
                sweep,
                new Baselines(settings, rows.classes().size(), bootstrap).of(train, rows.test()),
                subgroups(predictions, bootstrap));
    }

    private HeadFitter.Fitted fit(LabelledFeatures train, OptionalDouble cost) {
        HeadFitter.Fitted fitted = fitter.fit(
                train,
                cost,
                (iteration, value, head) -> progress.reach(
                        fits, () -> "iteration " + iteration + ", loss " + String.format(Locale.ROOT, "%.6f", value)));
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

    private Optional<Temperature> temperature(HeadFitter.Fitted fitted) {
        return rows.validation().size() == 0
                ? Optional.empty()
                : Optional.of(Temperature.fit(rows.validation().labels(), rows.logits(fitted, rows.validation())));
    }

    /** One at a bound of the search tells of too few validation rows, not of the head. */
    private static OptionalDouble usable(Optional<Temperature> temperature) {
        return temperature
                .filter(found -> !found.isAtBound())
                .map(found -> OptionalDouble.of(found.value()))
                .orElse(OptionalDouble.empty());
    }

    private static Optional<Calibration> calibrated(
            Predictions predictions, double[][] logits, Optional<Temperature> temperature) {
        return temperature
                .filter(found -> !found.isAtBound())
                .map(found -> Calibration.of(predictions.withProbabilities(found.probabilities(logits))));
    }

    private List<ShareResult.Column> subgroups(Predictions predictions, Bootstrap bootstrap) {
        List<ShareResult.Column> subgroups = new ArrayList<>();
        for (String column : settings.subgroups()) {
            subgroups.add(
                    new ShareResult.Column(column, Subgroup.byValue(predictions, rows.testValues(column), bootstrap)));
        }
        return subgroups;
    }
}
