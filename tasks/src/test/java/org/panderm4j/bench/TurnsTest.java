package org.panderm4j.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.panderm4j.nn.engine.Timing;

/** By a clock that only the work moves. */
class TurnsTest {
    private final AtomicLong clock = new AtomicLong();
    private final StringBuilder order = new StringBuilder();

    private Timing work(char name, Duration cost) {
        return new Timing(
                () -> {
                    order.append(name);
                    clock.addAndGet(cost.toNanos());
                },
                clock::get);
    }

    private List<Timing> take(Effort effort, Timing... works) {
        List<Timing> timings = new ArrayList<>(List.of(works));
        new Turns(effort).take(timings);
        return timings;
    }

    /** Six seconds in turns of one; the warm-up is a turn, too. */
    @Test
    void takesTurnsOfEqualTime() {
        Effort effort = new Effort(5, Duration.ofSeconds(6), Duration.ofSeconds(100));
        List<Timing> timings = take(effort, work('a', Duration.ofMillis(500)), work('b', Duration.ofMillis(250)));
        assertThat(order.toString()).isEqualTo("aabbbb".repeat(7));
        assertThat(timings).allSatisfy(one -> assertThat(one.total()).isEqualTo(Duration.ofSeconds(6)));
        assertThat(timings.get(1).median()).isEqualTo(0.25);
    }

    @Test
    void goesOnUntilThereAreEnoughRuns() {
        Effort effort = new Effort(5, Duration.ofSeconds(6), Duration.ofSeconds(100));
        List<Timing> timings = take(effort, work('a', Duration.ofSeconds(4)), work('b', Duration.ofSeconds(1)));
        assertThat(timings.get(0).samples()).isEqualTo(5);
        assertThat(timings.get(1).samples()).isEqualTo(6);
        assertThat(order.toString()).isEqualTo("ab" + "ab".repeat(5) + "b");
    }

    @Test
    void endsWithFewerRunsThatTakeTooLong() {
        Effort effort = new Effort(5, Duration.ofSeconds(6), Duration.ofSeconds(100));
        assertThat(take(effort, work('a', Duration.ofMinutes(1))).get(0).samples())
                .isEqualTo(2);
        assertThat(take(effort, work('b', Duration.ofMinutes(10))).get(0).samples())
                .isEqualTo(1);
    }

    @Test
    void theUsualEffort() {
        assertThat(Effort.of(Duration.ofSeconds(3)))
                .isEqualTo(new Effort(5, Duration.ofSeconds(3), Duration.ofMinutes(1)));
    }
}
