package org.panderm4j.nn.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** By a clock that only the work moves. */
class TimingTest {
    private final AtomicLong clock = new AtomicLong(77);
    private long cost = 10;
    private final Timing timing = new Timing(() -> clock.addAndGet(cost), clock::get);

    @Test
    void aSampleIsTheMeanOfItsRuns() {
        timing.sample(Duration.ofNanos(35));
        assertThat(timing.total()).isEqualTo(Duration.ofNanos(40));
        assertThat(timing.samples()).isEqualTo(1);
        assertThat(timing.median()).isEqualTo(10e-9);
    }

    @Test
    void runsOnceAtLeast() {
        timing.sample(Duration.ZERO);
        assertThat(timing.total()).isEqualTo(Duration.ofNanos(10));
    }

    @Test
    void oneDisturbedSampleDoesNotCount() {
        for (long each : new long[] {12, 5000, 10}) {
            cost = each;
            timing.sample(Duration.ZERO);
        }
        assertThat(timing.median()).isEqualTo(12e-9);
        cost = 14;
        timing.sample(Duration.ZERO);
        assertThat(timing.median()).isEqualTo(13e-9);
    }

    @Test
    void warmingUpDoesNotCount() {
        cost = 1000;
        timing.warmUp(Duration.ofNanos(2500));
        assertThat(clock.get()).isEqualTo(77 + 3000);
        assertThat(timing.total()).isZero();
        assertThatIllegalStateException().isThrownBy(timing::median);
    }
}
