package org.panderm4j.pretrain;

import java.util.OptionalLong;
import org.panderm4j.nn.train.optimizer.AdamSettings;
import org.panderm4j.nn.train.optimizer.Clipping;
import org.panderm4j.nn.train.optimizer.Schedule;

/**
 * How gradients change parameters, and for how long.
 *
 * @param epochs passes over the pairs
 * @param steps of the optimiser, in place of epochs
 * @param rate learning rate after warm-up
 * @param adam constants of AdamW
 * @param weightDecay of matrices
 * @param layerDecay factor of the rate from one block to the one below it
 * @param clipping of the gradients
 * @param schedule of the rate
 */
public record StepOptions(
        int epochs,
        OptionalLong steps,
        double rate,
        AdamSettings adam,
        double weightDecay,
        double layerDecay,
        Clipping clipping,
        RateSchedule schedule) {

    /** Courses of the learning rate. */
    public enum Course {
        COSINE,
        CONSTANT,
        CONSTANT_COOLDOWN
    }

    /**
     * The course of the rate.
     *
     * @param warmUp steps of linear rise
     * @param coolDown steps at the end, for {@link Course#CONSTANT_COOLDOWN}; empty: as many as {@code coolDownEpochs}
     * @param coolDownEpochs at the end
     * @param end rate at the end of the cool-down
     * @param power of the share that is left of the cool-down
     */
    public record RateSchedule(
            Course course, long warmUp, OptionalLong coolDown, int coolDownEpochs, double end, double power) {

        Schedule of(double base, long steps, int stepsPerEpoch) {
            return switch (course) {
                case COSINE -> Schedule.cosine(base, warmUp, steps);
                case CONSTANT -> Schedule.constant(base, warmUp);
                case CONSTANT_COOLDOWN ->
                    Schedule.constantWithCoolDown(
                            base, warmUp, steps, coolDown.orElse((long) coolDownEpochs * stepsPerEpoch), power, end);
            };
        }
    }

    long total(int stepsPerEpoch) {
        return steps.orElse((long) epochs * stepsPerEpoch);
    }
}
