package org.panderm4j.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class InterruptionTest {
    @Test
    void asksToStopAndWaitsForIt() throws InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        Thread hook;
        try (Interruption interruption = Interruption.watch(() -> {})) {
            interruption.begin();
            assertThat(interruption.isRequested()).isFalse();
            hook = new Thread(() -> interruption.request(told::countDown));
            hook.start();
            assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(interruption.isRequested()).isTrue();
            hook.join(50);
            assertThat(hook.isAlive()).as("the process waits").isTrue();
        }
        hook.join();
    }

    @Test
    void doesNotHoldAProcessThatHasNotBegun() {
        try (Interruption interruption = Interruption.watch(() -> {})) {
            interruption.request(() -> {
                throw new AssertionError("nobody is to be told");
            });
            assertThat(interruption.isRequested()).isFalse();
        }
    }
}
