package org.panderm4j.cli;

import java.util.OptionalLong;
import org.panderm4j.pretrain.StepOptions.Course;
import org.panderm4j.pretrain.StepOptions.RateSchedule;
import picocli.CommandLine.Option;

/** Options that say how the learning rate goes over a run. */
final class ScheduleOptions {
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

    @Option(
            names = "--skip-scheduler",
            description = "Keep --lr from the first step to the last: no warm-up, no schedule.")
    boolean skipSchedule;

    @Option(names = "--cooldown-steps", paramLabel = "N", description = "Steps at the end, with constant-cooldown.")
    Long coolDown;

    @Option(
            names = {"--cooldown-epochs", "--epochs-cooldown"},
            paramLabel = "N",
            description = "The same in epochs.")
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

    /** Refuses what does not fit together, before anything is read. */
    void check(WrittenOptions written) {
        boolean coolsDown = schedule == Course.CONSTANT_COOLDOWN;
        written.onlyWith(
                coolsDown,
                "--schedule constant-cooldown",
                "--cooldown-steps",
                "--cooldown-epochs",
                "--cooldown-end",
                "--cooldown-power");
        written.notWith("--skip-scheduler", "--schedule", "--warmup");
        written.notWith("--cooldown-steps", "--cooldown-epochs");
        if (coolsDown && coolDown == null && coolDownEpochs == null) {
            throw new UsageException("--schedule constant-cooldown: needs --cooldown-steps N or --cooldown-epochs N");
        }
        Bounds.atLeast(0, "--warmup", warmUp);
        Bounds.atLeast(1, "--cooldown-steps", coolDown == null ? 1 : coolDown);
        Bounds.atLeast(1, "--cooldown-epochs", coolDownEpochs == null ? 1 : coolDownEpochs);
        Bounds.notNegative("--cooldown-end", coolDownEnd);
        Bounds.positive("--cooldown-power", coolDownPower);
    }

    RateSchedule schedule() {
        return new RateSchedule(
                skipSchedule ? Course.CONSTANT : schedule,
                skipSchedule ? 0 : warmUp,
                coolDown == null ? OptionalLong.empty() : OptionalLong.of(coolDown),
                coolDownEpochs == null ? 0 : coolDownEpochs,
                coolDownEnd,
                coolDownPower);
    }
}
