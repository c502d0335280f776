package org.panderm4j.sae;

import java.io.IOException;
import java.util.List;
import org.panderm4j.run.RunFolder;
import org.panderm4j.tune.Experiment;
import org.panderm4j.tune.Tunable;
import org.panderm4j.tune.TunableMetric;
import org.panderm4j.tune.TunableOption;

/** The training of a sparse autoencoder as something to be searched, judged on the held-out rows. */
public final class SaeTunable implements Tunable {
    static final String EXPANSION = "expansion";
    static final String LAMBDA = "l1";
    static final String RATE = "lr";
    static final String BATCH = "batch-size";
    static final String EPOCHS = "epochs";
    static final String TOP = "topk";
    private static final int MOST = 1_000_000;

    private final Inputs inputs;

    /** What the trials share, when it is asked for. */
    @FunctionalInterface
    public interface Inputs {
        Opened get() throws IOException;
    }

    /**
     * What is trained on what.
     *
     * @param data with rows that are held out; closed by whoever opened it
     * @param options in force where a configuration says nothing
     */
    public record Opened(SaeData data, SaeTrainingOptions options) {}

    public SaeTunable(Inputs inputs) {
        this.inputs = inputs;
    }

    @Override
    public String name() {
        return "sae";
    }

    @Override
    public List<TunableOption> options() {
        return List.of(
                TunableOption.integer(EXPANSION, "features for each value of a row", 1, MOST),
                TunableOption.real(LAMBDA, "weight of the L1 penalty", 0, MOST),
                TunableOption.real(RATE, "learning rate of Adam", 1e-12, 10),
                TunableOption.integer(BATCH, "rows of a step", 1, MOST),
                TunableOption.integer(EPOCHS, "times that all rows are seen", 1, MOST),
                TunableOption.integer(TOP, "active features of a row, instead of a penalty", 1, MOST));
    }

    @Override
    public List<TunableMetric> metrics() {
        return List.of(
                TunableMetric.higher("explained_variance"),
                TunableMetric.lower("loss"),
                TunableMetric.lower("l2"),
                TunableMetric.lower("l0"),
                TunableMetric.lower("dead_share"));
    }

    @Override
    public Experiment open(RunFolder run) throws IOException {
        Opened opened = inputs.get();
        return new SaeExperiment(opened.data(), opened.options());
    }
}
