package org.panderm4j.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void everyTaskRunsOnce(int threads) {
        try (Workers workers = new Workers(threads)) {
            for (int tasks : new int[] {0, 1, 3, 1000}) {
                AtomicIntegerArray runs = new AtomicIntegerArray(tasks);
                workers.run(tasks, runs::incrementAndGet);
                for (int i = 0; i < tasks; i++) {
                    assertThat(runs.get(i)).isEqualTo(1);
                }
            }
        }
    }

    @Test
    void scratchIsOfOneThread() {
        try (Workers workers = new Workers(4)) {
            AtomicInteger made = new AtomicInteger();
            workers.run(
                    500,
                    () -> {
                        made.incrementAndGet();
                        return new Thread[1];
                    },
                    (owner, task) -> {
                        assertThat(owner[0]).isIn(null, Thread.currentThread());
                        owner[0] = Thread.currentThread();
                    });
            assertThat(made.get()).isBetween(1, 4);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void failureOfATaskReachesTheCaller(int threads) {
        try (Workers workers = new Workers(threads)) {
            assertThatThrownBy(() -> workers.run(100, task -> {
                        if (task == 42) {
                            throw new IllegalArgumentException("task 42");
                        }
                    }))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("task 42");
            AtomicInteger after = new AtomicInteger();
            workers.run(10, task -> after.incrementAndGet());
            assertThat(after).hasValue(10);
        }
    }
}
