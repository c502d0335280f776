package org.panderm4j.probe;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import org.panderm4j.data.random.MersenneTwister;
import org.panderm4j.nn.linear.FeatureMatrix;
import org.panderm4j.nn.linear.LinearHead;
import org.panderm4j.nn.linear.LogisticRegression;
import org.panderm4j.nn.train.Workers;

/** Fits heads on training rows as the settings say. */
final class HeadFitter {
    private final ProbeSettings settings;
    private final int classes;
    private final Workers workers;

    /**
     * A fit, and its head for rows of the lengths that the scaling gives.
     *
     * @param head for features that are not standardised
     * @param solution as the solver saw it
     */
    record Fitted(LinearHead head, LogisticRegression.Fit solution) {}

    HeadFitter(ProbeSettings settings, int classes, Workers workers) {
        this.settings = settings;
        this.classes = classes;
        this.workers = workers;
    }

    /**
     * Fits on rows in the order given.
     *
     * @param cost C; empty for what the regression has
     * @throws ArithmeticException when the features are too large for the solver to begin
     */
    Fitted fit(LabelledFeatures rows, OptionalDouble cost, LogisticRegression.Progress progress) {
        return fit(rows, cost, progress, () -> false);
    }

    /** The same, until it is told to stop; the progress sees heads for features that are not standardised. */
    Fitted fit(LabelledFeatures rows, OptionalDouble cost, LogisticRegression.Progress progress, BooleanSupplier stop) {
        LogisticRegression regression = cost.isEmpty()
                ? settings.regression()
                : new LogisticRegression(
                        settings.regression().penalty(),
                        cost,
                        settings.regression().solver());
        Scaling.Scaled scaled = settings.scaling().fit(rows.features());
        LinearHead start = LinearHead.uniform(classes, rows.features()[0].length, new MersenneTwister(settings.seed()));
        try (FeatureMatrix features = FeatureMatrix.of(scaled.rows())) {
            LogisticRegression.Fit fit = regression.fit(
                    features,
                    rows.labels(),
                    weights(rows),
                    start,
                    workers,
                    (iteration, value, head) -> progress.iterated(iteration, value, () -> scaled.unscaled(head.get())),
                    stop);
            return new Fitted(scaled.unscaled(fit.head()), fit);
        }
    }

    private double[] weights(LabelledFeatures rows) {
        double[] weights = rows.weights();
        if (!settings.balanced()) {
            return weights;
        }
        double[] totals = new double[classes];
        for (int i = 0; i < weights.length; i++) {
            totals[rows.labels()[i]] += weights[i];
        }
        double total = Arrays.stream(totals).sum();
        double[] balanced = new double[weights.length];
        for (int i = 0; i < weights.length; i++) {
            balanced[i] = weights[i] * total / (classes * totals[rows.labels()[i]]);
        }
        return balanced;
    }
}
