package org.panderm4j.pretrain;

import java.util.Locale;
import java.util.Optional;
import org.panderm4j.nn.train.optimizer.Schedule;

/**
 * How long a run is, in steps of the optimiser.
 *
 * @param steps of the whole run
 * @param stepsPerEpoch full batches of all pairs
 * @param schedule of the learning rate over these steps
 * @param warmUp steps in which the rate rises
 */
record TrainingLength(long steps, int stepsPerEpoch, Schedule schedule, long warmUp) {
    static TrainingLength of(StepOptions options, int stepsPerEpoch) {
        long steps = options.total(stepsPerEpoch);
        Schedule schedule = options.schedule().of(options.rate(), steps, stepsPerEpoch);
        return new TrainingLength(
                steps, stepsPerEpoch, schedule, options.schedule().warmUp());
    }

    /** What is to be said of a warm-up that never ends. */
    Optional<String> warning() {
        return steps > warmUp
                ? Optional.empty()
                : Optional.of("the run has " + steps + " steps and never leaves its warm-up of " + warmUp
                        + ": the learning rate only reaches "
                        + String.format(Locale.ROOT, "%.3g", schedule.rate(steps - 1))
                        + "; choose a shorter --warmup");
    }
}
