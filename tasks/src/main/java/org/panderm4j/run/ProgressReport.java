package org.panderm4j.run;

import java.util.function.Supplier;

/** Is told how far long work is; whether and how that is shown is the caller's business. */
@FunctionalInterface
public interface ProgressReport {
    /** Shows nothing. */
    ProgressReport NONE = (what, unit, total) -> done -> {};

    /** One piece of work in progress. */
    @FunctionalInterface
    interface Step {
        /** Tells how many units are done by now. */
        void reach(long done);

        /** The same, with more to tell about the moment; the note is asked for only when it is shown. */
        default void reach(long done, Supplier<String> note) {
            reach(done);
        }
    }

    /**
     * Begins a piece of work.
     *
     * @param what is being done
     * @param unit of the count
     * @param total units at the end
     */
    Step begin(String what, String unit, long total);
}
