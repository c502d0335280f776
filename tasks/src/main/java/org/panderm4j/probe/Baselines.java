package org.panderm4j.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.panderm4j.eval.Bootstrap;
import org.panderm4j.eval.Predictions;
import org.panderm4j.eval.ProbeMetrics;
import org.panderm4j.nn.nearest.NearestCentroid;
import org.panderm4j.nn.nearest.NearestNeighbors;

/** Classifiers without a fit, as the settings ask for them. */
final class Baselines {
    private final ProbeSettings settings;
    private final int classes;
    private final Bootstrap bootstrap;

    Baselines(ProbeSettings settings, int classes, Bootstrap bootstrap) {
        this.settings = settings;
        this.classes = classes;
        this.bootstrap = bootstrap;
    }

    List<ShareResult.Baseline> of(LabelledFeatures train, LabelledFeatures test) {
        List<ShareResult.Baseline> all = new ArrayList<>();
        if (settings.centroid()) {
            NearestCentroid centroid = NearestCentroid.of(train.features(), train.labels(), classes);
            all.add(scored(
                    "nearest centroid",
                    Arrays.stream(test.features()).map(centroid::probabilities).toArray(double[][]::new),
                    test));
        }
        if (!settings.neighbors().isEmpty()) {
            try (NearestNeighbors nearest = NearestNeighbors.of(train.features(), train.labels(), classes)) {
                for (int neighbors : settings.neighbors()) {
                    all.add(scored("kNN, k = " + neighbors, nearest.probabilities(test.features(), neighbors), test));
                }
            }
        }
        return all;
    }

    private ShareResult.Baseline scored(String name, double[][] probabilities, LabelledFeatures test) {
        Predictions predictions = Predictions.of(test.labels(), probabilities);
        return new ShareResult.Baseline(name, ProbeMetrics.of(predictions).summary(bootstrap));
    }
}
