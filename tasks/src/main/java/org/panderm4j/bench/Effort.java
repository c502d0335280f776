package org.panderm4j.bench;

import java.time.Duration;
import org.panderm4j.nn.engine.Timing;

/**
 * When enough has been measured.
 *
 * @param runs fewest of them
 * @param atLeast time of all runs of one row
 * @param atMost after which fewer runs will do: the largest models take minutes for one
 */
record Effort(int runs, Duration atLeast, Duration atMost) {
    private static final int RUNS = 5;
    private static final int LONGEST = 20;
    private static final int TURNS = 6;

    static Effort of(Duration atLeast) {
        return new Effort(RUNS, atLeast, atLeast.multipliedBy(LONGEST));
    }

    /** Time of one turn: short against the minutes in which a machine's speed wanders. */
    Duration turn() {
        return atLeast.dividedBy(TURNS);
    }

    boolean suffices(Timing timing) {
        boolean usual = timing.samples() >= runs && timing.total().compareTo(atLeast) >= 0;
        return usual || (timing.samples() > 0 && timing.total().compareTo(atMost) >= 0);
    }
}
