package org.panderm4j.probe;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.panderm4j.eval.Predictions;
import org.panderm4j.eval.ProbeMetrics;
import org.panderm4j.nn.linear.LinearHead;
import org.panderm4j.nn.linear.LogisticRegression;
import org.panderm4j.nn.linear.Penalty;
import org.panderm4j.nn.train.Workers;
import org.panderm4j.tune.Configuration;
import org.panderm4j.tune.Experiment;
import org.panderm4j.tune.TrialWatch;

/** Fits heads by configuration, and judges them on the validation rows. */
final class ProbeExperiment implements Experiment {
    /** Iterations from one look at the validation rows to the next. */
    private static final int LOOK_EVERY = 10;

    private final ProbeSettings settings;
    private final LabelledFeatures train;
    private final LabelledFeatures validation;
    private final int classes;
    private final int threads;

    ProbeExperiment(
            ProbeSettings settings, LabelledFeatures train, LabelledFeatures validation, int classes, int threads) {
        this.settings = settings;
        this.train = train;
        this.validation = validation;
        this.classes = classes;
        this.threads = threads;
    }

    /** Scaled rows on the heap and in double precision off it, logits twice, and the solver's memory of curvature. */
    @Override
    public long memory(Configuration configuration) {
        long rows = train.size();
        long width = train.features()[0].length;
        long point = classes * (width + 1);
        long pairs = settings.regression().solver().memory();
        return rows * width * (4 + 8) + rows * classes * 16 + point * 8 * (2 * pairs + 8);
    }

    @Override
    public Map<String, Double> run(Configuration configuration, TrialWatch watch) {
        ProbeSettings own = settings(configuration);
        LabelledFeatures rows = lengths(own, train);
        LabelledFeatures judged = lengths(own, validation);
        AtomicBoolean ended = new AtomicBoolean();
        try (Workers workers = new Workers(threads)) {
            HeadFitter.Fitted fitted = new HeadFitter(own, classes, workers)
                    .fit(
                            rows,
                            OptionalDouble.empty(),
                            (iteration, value, head) -> look(iteration, head, judged, watch, ended),
                            ended::get);
            ProbeMetrics metrics = metrics(fitted.head(), judged);
            Map<String, Double> values = new LinkedHashMap<>();
            for (String name : ProbeMetrics.NAMES) {
                values.put(name, metrics.value(name).orElse(Double.NaN));
            }
            return values;
        }
    }

    private static void look(
            int iteration, Supplier<LinearHead> head, LabelledFeatures judged, TrialWatch watch, AtomicBoolean ended) {
        if (iteration % LOOK_EVERY == 0) {
            double score =
                    metrics(head.get(), judged).value(watch.metric().name()).orElse(Double.NaN);
            ended.set(!watch.report(iteration, score));
        }
    }

    private static ProbeMetrics metrics(LinearHead head, LabelledFeatures rows) {
        double[][] probabilities = new double[rows.size()][];
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = head.probabilities(rows.features()[i]);
        }
        return ProbeMetrics.of(Predictions.of(rows.labels(), probabilities));
    }

    private static LabelledFeatures lengths(ProbeSettings own, LabelledFeatures rows) {
        return new LabelledFeatures(rows.rows(), own.scaling().lengths(rows.features()));
    }

    private ProbeSettings settings(Configuration configuration) {
        LogisticRegression given = settings.regression();
        String penalty =
                configuration.word(ProbeTunable.PENALTY, given.penalty().name().toLowerCase(Locale.ROOT));
        OptionalDouble cost = configuration.has(ProbeTunable.COST)
                ? OptionalDouble.of(configuration.real(ProbeTunable.COST, 1))
                : given.cost();
        LogisticRegression regression = new LogisticRegression(
                Penalty.valueOf(penalty.toUpperCase(Locale.ROOT)),
                cost,
                given.solver()
                        .withIterations(configuration.integer(
                                ProbeTunable.MAX_ITERATIONS, given.solver().iterations())));
        String weights =
                configuration.word(ProbeTunable.CLASS_WEIGHT, settings.balanced() ? ProbeTunable.BALANCED : "none");
        return settings.with(
                regression,
                weights.equals(ProbeTunable.BALANCED),
                new Scaling(
                        configuration.flag(
                                ProbeTunable.NORMALIZE, settings.scaling().unit()),
                        configuration.flag(
                                ProbeTunable.STANDARDIZE, settings.scaling().standard())));
    }
}
