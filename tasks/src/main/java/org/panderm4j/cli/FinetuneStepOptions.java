package org.panderm4j.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.panderm4j.finetune.LossOptions;
import org.panderm4j.finetune.StepOptions;
import picocli.CommandLine.Option;

/** Options that say how parameters are moved and what is made small; names and defaults are the reference's. */
final class FinetuneStepOptions {
    private static final String NONE = "none";
    /** Beyond it every share is a half to two digits, and in the end cannot be computed. */
    private static final int MOST_MIX_UP = 1000;

    private static final List<String> MONITORS = List.of("acc", "auroc", "f1", "loss", "bacc", NONE);

    @Option(
            names = "--epochs",
            defaultValue = "50",
            paramLabel = "N",
            description = "Passes over the training cases (default: ${DEFAULT-VALUE}).")
    int epochs;

    @Option(
            names = {"--accum-freq", "--accumulate"},
            defaultValue = "1",
            paramLabel = "N",
            description = "Batches to a step of the optimiser (default: ${DEFAULT-VALUE}).")
    int accumulate;

    @Option(
            names = {"--learning-rate", "--lr"},
            defaultValue = "1e-4",
            paramLabel = "R",
            description =
                    "Learning rate of the first epoch, from where half a cosine goes to 0 (default: ${DEFAULT-VALUE}).")
    double rate;

    @Option(
            names = "--tower-learning-rate",
            paramLabel = "R",
            description = "Likewise for towers (default: --learning-rate).")
    Double towerRate;

    @Option(
            names = "--warmup-epochs",
            defaultValue = "0",
            paramLabel = "N",
            description = "Epochs in which the rate rises first (default: ${DEFAULT-VALUE}).")
    int warmUp;

    @Option(
            names = {"--weight-decay", "--wd"},
            defaultValue = "1e-4",
            paramLabel = "D",
            description = "Of all parameters, added to the gradients (default: ${DEFAULT-VALUE}).")
    double weightDecay;

    @Option(names = "--decoupled-decay", description = "Weight decay shrinks the parameters instead (AdamW).")
    boolean decoupled;

    @Option(
            names = "--layer-decay",
            defaultValue = "1",
            paramLabel = "F",
            description = "Factor of a tower's rate from one block to the one below it (default: ${DEFAULT-VALUE}).")
    double layerDecay;

    @Option(
            names = {"--clip-norm", "--grad-clip-norm"},
            paramLabel = "C",
            description = "Largest norm of all gradients together (default: none).")
    Double clipNorm;

    @Option(
            names = "--monitor",
            defaultValue = "acc",
            paramLabel = "FIGURE",
            description = {
                "Figure of the validation cases that says which epoch is kept: acc, auroc, f1, loss, bacc, or none for the",
                "last one (default: ${DEFAULT-VALUE})."
            })
    String monitor;

    @Option(
            names = "--patience",
            defaultValue = "100",
            paramLabel = "N",
            description =
                    "Epochs without a better figure after which training ends; 0 for never (default: ${DEFAULT-VALUE}).")
    int patience;

    @Option(names = "--weight-sampler", description = "Draw cases so that each class is as likely as any other.")
    boolean balanced;

    @Option(
            names = "--class-weight",
            defaultValue = "NONE",
            description = "none or balanced: whether classes weigh the same in the loss (default: none).")
    ClassWeight classWeight;

    @Option(
            names = "--label-smoothing",
            defaultValue = "0",
            paramLabel = "S",
            description = "Share of a label that is spread over all classes (default: ${DEFAULT-VALUE}).")
    double labelSmoothing;

    @Option(
            names = "--mix-up",
            defaultValue = "0",
            paramLabel = "A",
            description = {
                "Mix the features of each case with those of another by a share from a beta distribution of A and A",
                "(default: ${DEFAULT-VALUE}, which mixes nothing)."
            })
    double mixUp;

    @Option(
            names = "--criteria-weight",
            defaultValue = "1",
            paramLabel = "W",
            description = "With --criteria: weight of their losses together (default: ${DEFAULT-VALUE}).")
    double criteriaWeight;

    /** How classes weigh. */
    enum ClassWeight {
        NONE,
        BALANCED
    }

    /** Refuses what does not fit together, before anything is read. */
    void check(WrittenOptions written, boolean towersLearn, boolean criteria) {
        written.onlyWith(
                towersLearn,
                "towers that learn (--towers last-N, lora or full)",
                "--tower-learning-rate",
                "--layer-decay");
        written.onlyWith(criteria, "--criteria", "--criteria-weight");
        monitor = monitor.strip().toLowerCase(Locale.ROOT);
        Bounds.check(MONITORS.contains(monitor), "--monitor", "one of " + String.join(", ", MONITORS), monitor);
        written.onlyWith(!monitor.equals(NONE), "a figure to --monitor", "--patience");
        Bounds.atLeast(1, "--epochs", epochs);
        Bounds.atLeast(1, "--accum-freq", accumulate);
        Bounds.positive("--learning-rate", rate);
        Bounds.notNegative("--tower-learning-rate", towerRate == null ? 0 : towerRate);
        Bounds.check(warmUp >= 0 && warmUp < epochs, "--warmup-epochs", "from 0 to below --epochs", warmUp);
        Bounds.notNegative("--weight-decay", weightDecay);
        Bounds.check(layerDecay > 0 && layerDecay <= 1, "--layer-decay", "above 0 and at most 1", layerDecay);
        Bounds.positive("--clip-norm", clipNorm == null ? 1 : clipNorm);
        Bounds.atLeast(0, "--patience", patience);
        Bounds.belowOne("--label-smoothing", labelSmoothing);
        Bounds.check(mixUp >= 0 && mixUp <= MOST_MIX_UP, "--mix-up", "from 0 to " + MOST_MIX_UP, mixUp);
        Bounds.notNegative("--criteria-weight", criteriaWeight);
    }

    StepOptions steps(int batchSize) {
        return new StepOptions(
                epochs,
                batchSize,
                accumulate,
                rate,
                optional(towerRate),
                warmUp,
                weightDecay,
                decoupled,
                layerDecay,
                optional(clipNorm),
                monitor.equals(NONE) ? Optional.empty() : Optional.of(monitor),
                patience,
                balanced);
    }

    private static OptionalDouble optional(Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    LossOptions loss() {
        return new LossOptions(classWeight == ClassWeight.BALANCED, labelSmoothing, mixUp, criteriaWeight);
    }
}
