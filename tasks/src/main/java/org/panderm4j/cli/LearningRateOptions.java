package org.panderm4j.cli;

import java.util.OptionalLong;
import org.panderm4j.nn.train.optimizer.AdamSettings;
import org.panderm4j.nn.train.optimizer.Clipping;
import org.panderm4j.pretrain.StepOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of the optimiser and its learning rate. */
final class LearningRateOptions {
    @Option(
            names = "--epochs",
            defaultValue = "32",
            paramLabel = "N",
            description = "Passes over all pairs (default: ${DEFAULT-VALUE}).")
    int epochs;

    @Option(names = "--steps", paramLabel = "N", description = "Steps of the optimiser, in place of --epochs.")
    Long steps;

    @Option(
            names = "--lr",
            defaultValue = "5e-4",
            paramLabel = "R",
            description = "Learning rate after the warm-up (default: ${DEFAULT-VALUE}).")
    double rate;

    @Option(
            names = "--beta1",
            defaultValue = "0.9",
            paramLabel = "B",
            description = "Of AdamW (default: ${DEFAULT-VALUE}).")
    double beta1;

    @Option(
            names = "--beta2",
            paramLabel = "B",
            description =
                    "Of AdamW (default: 0.98 if the name of the model contains vit, else 0.999, as the reference).")
    Double beta2;

    @Option(
            names = "--eps",
            paramLabel = "E",
            description =
                    "Of AdamW (default: 1e-6 if the name of the model contains vit, else 1e-8, as the reference).")
    Double eps;

    @Option(
            names = {"--weight-decay", "--wd"},
            defaultValue = "0.2",
            paramLabel = "D",
            description =
                    "Of matrices and tables, not of biases, norms and the logit scale (default: ${DEFAULT-VALUE}).")
    double weightDecay;

    @Option(
            names = "--layer-decay",
            defaultValue = "1",
            paramLabel = "F",
            description = "Factor of the rate from one block to the one below it (default: ${DEFAULT-VALUE}).")
    double layerDecay;

    @Option(
            names = {"--clip-norm", "--grad-clip-norm"},
            paramLabel = "C",
            description = "Largest norm of all gradients together (default: none).")
    Double clipNorm;

    @Option(
            names = "--clip-value",
            paramLabel = "C",
            description = "Largest absolute value of a gradient, in place of --clip-norm (default: none).")
    Double clipValue;

    @Mixin
    ScheduleOptions schedule;

    /** Refuses what does not fit together, before anything is read. */
    void check(WrittenOptions written) {
        written.notWith("--steps", "--epochs");
        written.notWith("--clip-value", "--clip-norm");
        schedule.check(written);
        Bounds.atLeast(1, "--epochs", epochs);
        Bounds.atLeast(1, "--steps", steps == null ? 1 : steps);
        Bounds.notNegative("--lr", rate);
        Bounds.belowOne("--beta1", beta1);
        Bounds.belowOne("--beta2", beta2 == null ? 0 : beta2);
        float added = eps == null ? 1 : eps.floatValue();
        Bounds.check(added > 0 && Float.isFinite(added), "--eps", "a number above 0 that float32 can hold", eps);
        Bounds.notNegative("--weight-decay", weightDecay);
        Bounds.check(layerDecay > 0 && layerDecay <= 1, "--layer-decay", "above 0 and at most 1", layerDecay);
        Bounds.positive("--clip-norm", clipNorm == null ? 1 : clipNorm);
        Bounds.positive("--clip-value", clipValue == null ? 1 : clipValue);
    }

    /**
     * As chosen.
     *
     * @param vit whether the reference's values for a ViT hold
     */
    StepOptions options(boolean vit) {
        AdamSettings adam = AdamSettings.adamW(
                beta1, beta2 == null ? (vit ? 0.98 : 0.999) : beta2, eps == null ? (vit ? 1e-6 : 1e-8) : eps);
        return new StepOptions(
                epochs,
                steps == null ? OptionalLong.empty() : OptionalLong.of(steps),
                rate,
                adam,
                weightDecay,
                layerDecay,
                clipping(),
                schedule.schedule());
    }

    private Clipping clipping() {
        if (clipValue != null) {
            return Clipping.value(clipValue);
        }
        return clipNorm == null ? Clipping.none() : Clipping.globalNorm(clipNorm);
    }
}
