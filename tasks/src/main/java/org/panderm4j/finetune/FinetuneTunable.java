package org.panderm4j.finetune;

import java.io.IOException;
import java.util.List;
import org.panderm4j.run.ProgressReport;
import org.panderm4j.run.RunFolder;
import org.panderm4j.tune.Experiment;
import org.panderm4j.tune.Tunable;
import org.panderm4j.tune.TunableMetric;
import org.panderm4j.tune.TunableOption;

/** The fusion on frozen towers as something to be searched, judged on the validation cases. */
public final class FinetuneTunable implements Tunable {
    static final String RATE = "learning-rate";
    static final String DECAY = "weight-decay";
    static final String EPOCHS = "epochs";
    static final String BATCH = "batch-size";
    static final String HEAD = "head";
    static final String FUSION = "fusion";
    static final String DEPTH = "att-depth";
    static final String METADATA_FUSION = "meta-fusion-mode";
    static final String METADATA_DEPTH = "meta-att-depth";
    static final String IMAGE_LAYER = "use-visual-embedding-layer";
    static final String SMOOTHING = "label-smoothing";
    static final String MIX_UP = "mix-up";
    static final String CLASS_WEIGHT = "class-weight";
    static final String SAMPLER = "weight-sampler";
    static final String BALANCED = "balanced";
    static final String CROSS_ATTENTION = "cross-attention";
    private static final int MOST = 100_000;
    private static final int DEEPEST = 64;

    private final Inputs inputs;
    private final ProgressReport progress;

    /** What the trials share, when it is asked for. */
    @FunctionalInterface
    public interface Inputs {
        Opened get() throws IOException;
    }

    /**
     * What is fine-tuned on what.
     *
     * @param options in force where a configuration says nothing; all towers frozen
     */
    public record Opened(FinetuneTask.Inputs inputs, FinetuneOptions options) {}

    /**
     * @param progress of features that are computed
     */
    public FinetuneTunable(Inputs inputs, ProgressReport progress) {
        this.inputs = inputs;
        this.progress = progress;
    }

    @Override
    public String name() {
        return "finetune";
    }

    @Override
    public List<TunableOption> options() {
        return List.of(
                TunableOption.real(RATE, "of the first epoch", 1e-9, 10),
                TunableOption.real(DECAY, "of all parameters", 0, 10),
                TunableOption.integer(EPOCHS, "passes over the training cases", 1, MOST),
                TunableOption.integer(BATCH, "cases of a batch", 2, MOST),
                TunableOption.choice(HEAD, "from the fused vector to the classes", "linear", "mlp"),
                TunableOption.choice(FUSION, "how two pictures meet", CROSS_ATTENTION, "concatenate"),
                TunableOption.integer(DEPTH, "steps of the pictures' attention", 1, DEEPEST),
                TunableOption.choice(METADATA_FUSION, "how metadata meet pictures", CROSS_ATTENTION, "concatenate"),
                TunableOption.integer(METADATA_DEPTH, "steps of the metadata's attention", 1, DEEPEST),
                TunableOption.flag(IMAGE_LAYER, "a layer behind each tower"),
                TunableOption.real(SMOOTHING, "share of a label that is spread", 0, 0.999),
                TunableOption.real(MIX_UP, "of the beta distribution", 0, 100),
                TunableOption.choice(CLASS_WEIGHT, "how classes weigh", "none", BALANCED),
                TunableOption.flag(SAMPLER, "each class as likely as any other"));
    }

    @Override
    public List<TunableMetric> metrics() {
        return List.of(
                TunableMetric.higher("acc"),
                TunableMetric.higher("bacc"),
                TunableMetric.higher("f1"),
                TunableMetric.higher("auroc"),
                TunableMetric.lower("loss"));
    }

    @Override
    public Experiment open(RunFolder run) throws IOException {
        Opened opened = inputs.get();
        Setup setup = Setup.of(opened.inputs(), opened.options());
        Sources sources = setup.sources(run, progress);
        boolean selected = false;
        try {
            FinetuneExperiment experiment =
                    new FinetuneExperiment(setup, opened.options(), sources, setup.selection(sources, run));
            selected = true;
            return experiment;
        } finally {
            if (!selected) {
                sources.close();
            }
        }
    }
}
