package org.panderm4j.nn.train.loop;

import java.util.Optional;

/**
 * A run cannot go on: a loss or a gradient is NaN or infinite, before it has changed a parameter; or a parameter or what the
 * optimiser remembers of it is, after an update.
 */
public final class NotFiniteException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final String CURE = "; try a lower learning rate, a longer warm-up or gradient clipping";

    private final long step;
    private final String group;
    private final String parameter;

    private NotFiniteException(String message, long step, String group, String parameter) {
        super(message);
        this.step = step;
        this.group = group;
        this.parameter = parameter;
    }

    /**
     * Of a loss or a gradient.
     *
     * @param step which step it was, from 1
     * @param loss of that step
     * @param group group of the first parameter whose gradient is not finite; null if all are
     * @param parameter that parameter's name; null if there is none
     */
    static NotFiniteException inGradients(long step, double loss, String group, String parameter) {
        String where = parameter == null
                ? "all gradients finite"
                : "the first gradient that is not finite in " + parameter + " (group " + group + ")";
        String message = "step " + step + ": expected a finite loss and finite gradients, found a loss of " + loss
                + " and " + where + "; parameters are those of step " + (step - 1) + CURE;
        return new NotFiniteException(message, step, group, parameter);
    }

    /**
     * Of a parameter or the optimiser's state.
     *
     * @param step steps done when it was found
     * @param tensor the first that is not finite: a parameter, or one of the optimiser's
     * @param group the parameter's
     * @param parameter that the tensor is or belongs to
     */
    static NotFiniteException inState(long step, String tensor, String group, String parameter) {
        String message =
                "step " + step + ": expected finite parameters and a finite state of the optimiser, found NaN or"
                        + " infinity first in " + tensor + " (group " + group + ")" + CURE;
        return new NotFiniteException(message, step, group, parameter);
    }

    /**
     * Of a buffer, such as a batch norm's running mean.
     *
     * @param step steps done when it was found
     */
    static NotFiniteException inBuffer(long step, String buffer) {
        String message = "step " + step + ": expected finite buffers, found NaN or infinity first in " + buffer + CURE;
        return new NotFiniteException(message, step, null, null);
    }

    /** At which step it was found, from 1. */
    public long step() {
        return step;
    }

    /** Group of the first parameter with something that is not finite. */
    public Optional<String> group() {
        return Optional.ofNullable(group);
    }

    /** The first parameter with something that is not finite. */
    public Optional<String> parameter() {
        return Optional.ofNullable(parameter);
    }
}
