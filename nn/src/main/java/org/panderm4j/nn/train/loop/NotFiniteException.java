package org.panderm4j.nn.train.loop;

import java.util.Optional;

/** A loss or a gradient is NaN or infinite; no parameter was changed by it. */
public final class NotFiniteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long step;
    private final String group;
    private final String parameter;

    /**
     * @param step which step it was, from 1
     * @param loss of that step
     * @param group group of the first parameter whose gradient is not finite; null if all are
     * @param parameter that parameter's name; null if there is none
     */
    NotFiniteException(long step, double loss, String group, String parameter) {
        super(message(step, loss, group, parameter));
        this.step = step;
        this.group = group;
        this.parameter = parameter;
    }

    private static String message(long step, double loss, String group, String parameter) {
        String where = parameter == null
                ? "all gradients finite"
                : "the first gradient that is not finite in " + parameter + " (group " + group + ")";
        return "step " + step + ": expected a finite loss and finite gradients, found a loss of " + loss + " and "
                + where
                + "; parameters are those of step " + (step - 1)
                + "; try a lower learning rate, a longer warm-up or gradient clipping";
    }

    /** Which step it was, from 1. */
    public long step() {
        return step;
    }

    /** Group of the first parameter whose gradient is not finite. */
    public Optional<String> group() {
        return Optional.ofNullable(group);
    }

    /** The first parameter whose gradient is not finite. */
    public Optional<String> parameter() {
        return Optional.ofNullable(parameter);
    }
}
