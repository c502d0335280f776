package org.panderm4j.bench;

import java.time.Duration;
import java.util.List;
import org.panderm4j.nn.engine.Timing;

/** Times several pieces of work in turns, so that whatever disturbs the machine for a while disturbs all of them alike. */
final class Turns {
    private final Effort effort;

    Turns(Effort effort) {
        this.effort = effort;
    }

    /** Warms all up, then gives turns to those that have not run enough until all have; every run is a sample. */
    void take(List<Timing> timings) {
        timings.forEach(one -> one.warmUp(effort.turn()));
        List<Timing> left = timings;
        while (!left.isEmpty()) {
            left.forEach(this::turn);
            left = left.stream().filter(one -> !effort.suffices(one)).toList();
        }
    }

    private void turn(Timing timing) {
        Duration end = timing.total().plus(effort.turn());
        do {
            timing.sample(Duration.ZERO);
        } while (timing.total().compareTo(end) < 0);
    }
}
