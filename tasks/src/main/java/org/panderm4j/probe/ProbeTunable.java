package org.panderm4j.probe;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.panderm4j.data.table.ProbeTable;
import org.panderm4j.data.table.Split;
import org.panderm4j.eval.ProbeMetrics;
import org.panderm4j.run.ProgressReport;
import org.panderm4j.run.RunFolder;
import org.panderm4j.tune.Experiment;
import org.panderm4j.tune.Tunable;
import org.panderm4j.tune.TunableMetric;
import org.panderm4j.tune.TunableOption;

/** The fit of a linear probe as something to be searched, judged on the validation rows. */
public final class ProbeTunable implements Tunable {
    static final String COST = "c";
    static final String PENALTY = "penalty";
    static final String CLASS_WEIGHT = "class-weight";
    static final String BALANCED = "balanced";
    static final String STANDARDIZE = "standardize";
    static final String NORMALIZE = "normalize";
    static final String MAX_ITERATIONS = "max-iterations";
    private static final String BEST_BY = "bacc";
    private static final double LEAST_COST = 1e-12;
    private static final int MOST_ITERATIONS = 1_000_000;

    private final ProbeSettings settings;
    private final Inputs inputs;
    private final int threads;
    private final ProgressReport progress;

    /** What the trials share, when it is asked for. */
    @FunctionalInterface
    public interface Inputs {
        Opened get() throws IOException;
    }

    /** A table and where the features of its rows come from. */
    public record Opened(ProbeTable table, FeatureSource features) {}

    /**
     * @param settings in force where a configuration says nothing; of the shares the largest
     * @param threads of one trial
     */
    public ProbeTunable(ProbeSettings settings, Inputs inputs, int threads, ProgressReport progress) {
        this.settings = settings;
        this.inputs = inputs;
        this.threads = threads;
        this.progress = progress;
    }

    @Override
    public String name() {
        return "linear-probe";
    }

    @Override
    public List<TunableOption> options() {
        return List.of(
                TunableOption.real(COST, "inverse force of the penalty", LEAST_COST, 1 / LEAST_COST),
                TunableOption.choice(PENALTY, "on the weights", "reference", "l2", "none"),
                TunableOption.choice(CLASS_WEIGHT, "how classes count", "none", BALANCED),
                TunableOption.flag(STANDARDIZE, "features to mean 0 and deviation 1"),
                TunableOption.flag(NORMALIZE, "features to unit length"),
                TunableOption.integer(MAX_ITERATIONS, "of L-BFGS", 1, MOST_ITERATIONS));
    }

    @Override
    public List<TunableMetric> metrics() {
        List<TunableMetric> metrics = new ArrayList<>(List.of(TunableMetric.higher(BEST_BY)));
        ProbeMetrics.NAMES.stream()
                .filter(name -> !name.equals(BEST_BY))
                .map(TunableMetric::higher)
                .forEach(metrics::add);
        return metrics;
    }

    @Override
    public Experiment open(RunFolder run) throws IOException {
        Opened opened = inputs.get();
        FeatureSource.Found found = opened.features().of(opened.table(), run, progress);
        LabelledFeatures all = new LabelledFeatures(found.rows(), found.features());
        new ClassCheck(opened.table(), all).requireTraining();
        LabelledFeatures validation = all.of(Split.VAL);
        if (validation.size() == 0) {
            throw new IOException(opened.table().table().file()
                    + ": expected rows with split val, which trials are judged on, found none");
        }
        LabelledFeatures train = all.of(Split.TRAIN);
        double share = settings.shares().get(settings.shares().size() - 1);
        int classes = opened.table().classes().names().size();
        return new ProbeExperiment(
                settings, train.at(settings.thinning().rows(train.labels(), share)), validation, classes, threads);
    }
}
