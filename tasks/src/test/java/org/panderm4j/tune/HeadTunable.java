package org.panderm4j.tune;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import org.panderm4j.data.random.MersenneTwister;
import org.panderm4j.eval.Predictions;
import org.panderm4j.eval.ProbeMetrics;
import org.panderm4j.nn.linear.FeatureMatrix;
import org.panderm4j.nn.linear.Lbfgs;
import org.panderm4j.nn.linear.LinearHead;
import org.panderm4j.nn.linear.LogisticRegression;
import org.panderm4j.nn.linear.Penalty;
import org.panderm4j.nn.train.Workers;
import org.panderm4j.run.RunFolder;

/** Logistic regressions on drawn features of three classes, of which two of twelve columns tell something; tried as a probe is. */
final class HeadTunable implements Tunable {
    private static final int WIDTH = 12;
    private static final int CLASSES = 3;

    @Override
    public String name() {
        return "head";
    }

    @Override
    public List<TunableOption> options() {
        return List.of(
                TunableOption.real("c", "inverse force of the penalty", 1e-9, 1e9),
                TunableOption.choice("penalty", "on the weights", "reference", "l2", "none"),
                TunableOption.integer("max-iterations", "of L-BFGS", 1, 10_000));
    }

    @Override
    public List<TunableMetric> metrics() {
        return ProbeMetrics.NAMES.stream().map(TunableMetric::higher).toList();
    }

    @Override
    public Experiment open(RunFolder run) {
        Random random = new Random(11);
        Rows train = Rows.draw(random, 90);
        Rows validation = Rows.draw(random, 300);
        FeatureMatrix features = FeatureMatrix.of(train.features());
        return new Experiment() {
            @Override
            public long memory(Configuration configuration) {
                return 8L * 100 * 2 * CLASSES * (WIDTH + 1); // the solver's memory of curvature
            }

            @Override
            public Map<String, Double> run(Configuration configuration, TrialWatch watch) {
                ProbeMetrics metrics = ProbeMetrics.of(Predictions.of(
                        validation.labels(), validation.probabilities(fit(configuration, features, train.labels()))));
                return Map.of(
                        "acc",
                        metrics.value("acc").orElseThrow(),
                        "bacc",
                        metrics.value("bacc").orElseThrow());
            }

            @Override
            public void close() {
                features.close();
            }
        };
    }

    private static LinearHead fit(Configuration configuration, FeatureMatrix features, int[] labels) {
        double[] weights = new double[labels.length];
        Arrays.fill(weights, 1);
        LinearHead start = LinearHead.uniform(CLASSES, WIDTH, new MersenneTwister(0));
        Penalty penalty =
                Penalty.valueOf(configuration.word("penalty", "reference").toUpperCase(Locale.ROOT));
        try (Workers workers = new Workers(1)) {
            return new LogisticRegression(
                            penalty,
                            OptionalDouble.of(configuration.real("c", 1)),
                            Lbfgs.REFERENCE.withIterations(configuration.integer("max-iterations", 1000)))
                    .fit(features, labels, weights, start, workers, LogisticRegression.Progress.NONE, () -> false)
                    .head();
        }
    }

    /** Features and classes. */
    private record Rows(float[][] features, int[] labels) {
        static Rows draw(Random random, int count) {
            Rows rows = new Rows(new float[count][WIDTH], new int[count]);
            for (int i = 0; i < count; i++) {
                rows.labels[i] = i % CLASSES;
                for (int j = 0; j < WIDTH; j++) {
                    double shift = j < 2 ? (rows.labels[i] == j ? 1.6 : 0) : 0;
                    rows.features[i][j] = (float) (shift + random.nextGaussian());
                }
            }
            return rows;
        }

        double[][] probabilities(LinearHead head) {
            double[][] probabilities = new double[features.length][];
            for (int i = 0; i < features.length; i++) {
                probabilities[i] = LinearHead.softmax(head.logits(features[i]), 1);
            }
            return probabilities;
        }
    }
}
