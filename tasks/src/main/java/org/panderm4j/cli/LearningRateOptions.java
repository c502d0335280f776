package org.panderm4j.cli;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.panderm4j.nn.train.optimizer.AdamSettings;
import org.panderm4j.pretrain.StepOptions;
import org.panderm4j.pretrain.StepOptions.Course;
import org.panderm4j.pretrain.StepOptions.RateSchedule;
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
            names = "--warmup",
            defaultValue = "10000",
            paramLabel = "STEPS",
            description = "Steps in which the rate rises (default: ${DEFAULT-VALUE}, as the reference).")
    long warmUp;

    @Option(
            names = {"--schedule", "--lr-scheduler"},
            defaultValue = "cosine",
            converter = ChoiceConverter.OfCourse.class,
            paramLabel = "S",
            description = "cosine, constant or constant-cooldown (default: ${DEFAULT-VALUE}).")
    Course schedule;

    @Option(names = "--cooldown-steps", paramLabel = "N", description = "Steps at the end, with constant-cooldown.")
    Long coolDown;

    @Option(names = "--cooldown-epochs", paramLabel = "N", description = "The same in epochs.")
    Integer coolDownEpochs;

    @Option(
            names = {"--cooldown-end", "--lr-cooldown-end"},
            defaultValue = "0",
            paramLabel = "R",
            description = "Rate at the end of the cool-down (default: ${DEFAULT-VALUE}).")
    double coolDownEnd;

    @Option(
            names = {"--cooldown-power", "--lr-cooldown-power"},
            defaultValue = "1",
            paramLabel = "P",
            description = "Power of what is left of the cool-down (default: ${DEFAULT-VALUE}, a straight line).")
    double coolDownPower;

    /**
     * As chosen.
     *
     * @param vit whether the reference's values for a ViT hold
     */
    StepOptions options(boolean vit) {
        if (epochs < 1 || (steps != null && steps < 1)) {
            throw new UsageException(
                    "--epochs, --steps: expected at least 1, found " + (steps == null ? epochs : steps));
        }
        AdamSettings adam = AdamSettings.adamW(
                beta1, beta2 == null ? (vit ? 0.98 : 0.999) : beta2, eps == null ? (vit ? 1e-6 : 1e-8) : eps);
        return new StepOptions(
                epochs,
                steps == null ? OptionalLong.empty() : OptionalLong.of(steps),
                rate,
                adam,
                weightDecay,
                layerDecay,
                clipNorm == null ? OptionalDouble.empty() : OptionalDouble.of(clipNorm),
                schedule());
    }

    private RateSchedule schedule() {
        boolean given = coolDown != null || coolDownEpochs != null;
        if (given != (schedule == Course.CONSTANT_COOLDOWN)) {
            throw new UsageException(
                    "--cooldown-steps or --cooldown-epochs belong to --schedule constant-cooldown, which"
                            + " needs one of them");
        }
        return new RateSchedule(
                schedule,
                warmUp,
                coolDown == null ? OptionalLong.empty() : OptionalLong.of(coolDown),
                coolDownEpochs == null ? 0 : coolDownEpochs,
                coolDownEnd,
                coolDownPower);
    }
}
