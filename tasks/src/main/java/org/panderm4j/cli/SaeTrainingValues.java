package org.panderm4j.cli;

import java.util.Optional;
import org.panderm4j.nn.sae.AuxiliaryLoss;
import org.panderm4j.nn.sae.SaeTraining;
import org.panderm4j.nn.sae.Sparsity;
import org.panderm4j.sae.SaeTrainingOptions;
import picocli.CommandLine.Option;

/** Options that say how a sparse autoencoder is trained; the defaults are the reference's. */
final class SaeTrainingValues {
    /** Of the reference's training script. */
    static final double LAMBDA = 3e-5;

    private static final int MOST = 1_000_000;

    /** One before features begin anew, one to learn with them, and the last, which is never followed by that. */
    private static final int LEAST_TO_RESAMPLE = 3;

    @Option(
            names = "--expansion",
            defaultValue = "8",
            paramLabel = "N",
            description = "Features for each value of a row (default: ${DEFAULT-VALUE}).")
    int expansion;

    @Option(
            names = "--l1",
            paramLabel = "LAMBDA",
            description = "Weight of the L1 penalty (default: 3e-5; 0 with --topk or --batch-topk).")
    Double lambda;

    @Option(
            names = "--lr",
            defaultValue = "5e-4",
            paramLabel = "RATE",
            description = "Learning rate of Adam (default: ${DEFAULT-VALUE}).")
    double rate;

    @Option(
            names = "--epochs",
            defaultValue = "200",
            paramLabel = "N",
            description = "Times that all rows are seen (default: ${DEFAULT-VALUE}).")
    int epochs;

    @Option(
            names = "--topk",
            paramLabel = "K",
            description = "Keep the K largest activations of each row instead of a penalty.")
    Integer top;

    @Option(
            names = "--batch-topk",
            paramLabel = "K",
            description = "Keep the largest activations of a batch, K a row on average; a threshold in use.")
    Integer batchTop;

    @Option(
            names = "--aux-k",
            defaultValue = "512",
            paramLabel = "K",
            description = "Dead features of a row that the auxiliary loss revives (default: ${DEFAULT-VALUE}).")
    int auxiliary;

    @Option(
            names = "--aux-weight",
            defaultValue = "0.03125",
            paramLabel = "W",
            description = "Weight of the auxiliary loss (default: ${DEFAULT-VALUE}).")
    double auxiliaryWeight;

    @Option(
            names = "--dead-after",
            defaultValue = "0",
            paramLabel = "STEPS",
            description =
                    "Steps without activation from which the auxiliary loss takes a feature for dead (default: an epoch).")
    long deadAfter;

    @Option(
            names = "--resample-every",
            paramLabel = "EPOCHS",
            description = "Let dead features begin anew after every so many epochs (default: never, as the reference).")
    Integer resampleEvery;

    @Option(
            names = "--resample-rows",
            defaultValue = "0",
            paramLabel = "N",
            description = "Rows whose losses say where they begin (default: all).")
    int resampleRows;

    @Option(
            names = "--resample-at-most",
            defaultValue = "0",
            paramLabel = "N",
            description = "Times that this may happen (default: without end).")
    int resampleAtMost;

    /** All that can be told from the command line alone. */
    void check(WrittenOptions written) {
        Bounds.between(1, MOST, "--expansion", expansion);
        Bounds.between(1, MOST, "--epochs", epochs);
        Bounds.positive("--lr", rate);
        if (lambda != null) {
            Bounds.notNegative("--l1", lambda);
        }
        written.notWith("--topk", "--batch-topk");
        if (top != null) {
            Bounds.atLeast(1, "--topk", top);
        }
        if (batchTop != null) {
            Bounds.atLeast(1, "--batch-topk", batchTop);
        }
        boolean fixed = top != null || batchTop != null;
        written.onlyWith(fixed, "--topk or --batch-topk", "--aux-k", "--aux-weight", "--dead-after");
        Bounds.atLeast(1, "--aux-k", auxiliary);
        Bounds.notNegative("--aux-weight", auxiliaryWeight);
        Bounds.atLeast(0, "--dead-after", deadAfter);
        checkResampling(written);
    }

    private void checkResampling(WrittenOptions written) {
        written.onlyWith(resampleEvery != null, "--resample-every", "--resample-rows", "--resample-at-most");
        if (resampleEvery != null) {
            Bounds.atLeast(1, "--resample-every", resampleEvery);
            Bounds.check(
                    epochs >= LEAST_TO_RESAMPLE,
                    "--resample-every",
                    "at least " + LEAST_TO_RESAMPLE + " --epochs, as it rests in the last ones",
                    epochs);
            Bounds.check(
                    2L * resampleEvery <= epochs - 1,
                    "--resample-every",
                    "at most " + (epochs - 1) / 2 + " of the " + epochs + " epochs, as it rests in the last ones",
                    resampleEvery);
        }
        Bounds.atLeast(0, "--resample-rows", resampleRows);
        Bounds.atLeast(0, "--resample-at-most", resampleAtMost);
    }

    /** What depends on the width of the rows. */
    void checkWidth(int width) {
        checkActive("--topk", top, width);
        checkActive("--batch-topk", batchTop, width);
    }

    private void checkActive(String option, Integer active, int width) {
        long features = (long) width * expansion;
        if (active != null) {
            Bounds.check(
                    active <= features,
                    option,
                    "at most " + features + " (" + width + " values of a row by --expansion " + expansion + ")",
                    active);
        }
    }

    Sparsity sparsity() {
        if (top != null) {
            return new Sparsity.TopK(top);
        }
        return batchTop != null ? new Sparsity.BatchTopK(batchTop) : new Sparsity.L1();
    }

    /** Whether a penalty keeps activations few. */
    boolean isPenalised() {
        return top == null && batchTop == null;
    }

    SaeTrainingOptions options(CommonOptions common, SaeOptions.Engine engine, int workers) {
        double penalty = lambda != null ? lambda : isPenalised() ? LAMBDA : 0;
        Optional<SaeTraining.Resampling> resampling = Optional.ofNullable(resampleEvery)
                .map(every -> new SaeTraining.Resampling(
                        every, every, resampleAtMost == 0 ? Integer.MAX_VALUE : resampleAtMost, resampleRows));
        return new SaeTrainingOptions(
                expansion,
                sparsity(),
                new AuxiliaryLoss(auxiliary, auxiliaryWeight),
                new SaeTraining(common.batchSize(), epochs, penalty, deadAfter, resampling),
                rate,
                engine.resolved(),
                common.threads(),
                workers,
                common.seed);
    }
}
