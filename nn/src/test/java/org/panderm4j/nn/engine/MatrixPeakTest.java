package org.panderm4j.nn.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.panderm4j.nn.tower.Product;

/** On products that only move a clock. */
class MatrixPeakTest {
    private static final Product SLOW = new Product(10, 20, 30, 12);
    private static final Product FAST = new Product(10, 40, 50, 1);

    private final AtomicLong clock = new AtomicLong();
    private final List<Long> opened = new ArrayList<>();
    private long open;
    private long runs;

    /** One operation a nanosecond; twice as many for {@link #FAST}; every fifth run is disturbed. */
    private final class MadeUp implements PackedProduct {
        private final long cost;

        MadeUp(long rows, long inner, long columns) {
            assertThat(rows).isEqualTo(40);
            cost = 2 * rows * inner * columns / (inner == FAST.inner() ? 2 : 1);
            opened.add(inner);
            open++;
        }

        @Override
        public void run() {
            runs++;
            clock.addAndGet(runs % 5 == 0 ? 50 * cost : cost);
        }

        @Override
        public void close() {
            open--;
        }
    }

    private MatrixPeak measure(List<Product> shapes, Duration atLeast) {
        return MatrixPeak.measure(MadeUp::new, shapes, 4, atLeast, clock::get);
    }

    @Test
    void isTheMedianRateOfTheFastestShape() {
        MatrixPeak peak = measure(List.of(SLOW, FAST), Duration.ofMillis(1));
        assertThat(peak.product()).isEqualTo(new Product(40, 40, 50, 1));
        assertThat(peak.rate()).isCloseTo(2e9, withinPercentage(1e-9));
        assertThat(measure(List.of(FAST, SLOW), Duration.ofMillis(1))).isEqualTo(peak);
        assertThat(open).isZero();
    }

    @Test
    void takesItsTime() {
        measure(List.of(FAST), Duration.ofSeconds(1));
        assertThat(clock.get()).isGreaterThan(1_000_000_000L);
    }

    /** Each shape once for the search, the fastest once more. */
    @Test
    void triesAShapeOnce() {
        measure(List.of(SLOW, FAST, new Product(10, 20, 30, 1)), Duration.ofMillis(1));
        assertThat(opened).containsExactly(SLOW.inner(), FAST.inner(), FAST.inner());
    }

    @Test
    void needsAShape() {
        assertThatIllegalArgumentException().isThrownBy(() -> measure(List.of(), Duration.ofMillis(1)));
    }
}
