package org.panderm4j.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PictureWorkersTest {
    private static final long BUSY_NANOS = 300_000_000;

    /** Deaf to interruptions, as a decoder is. */
    private static void decode() {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < BUSY_NANOS) {
            Thread.onSpinWait();
        }
    }

    @Test
    void closingWaitsForWhatIsAtWork() {
        CountDownLatch atWork = new CountDownLatch(1);
        AtomicBoolean done = new AtomicBoolean();
        AtomicReference<Thread> worker = new AtomicReference<>();
        try (PictureWorkers workers = new PictureWorkers(2)) {
            var unused = workers.submit(buffers -> {
                worker.set(Thread.currentThread());
                atWork.countDown();
                decode();
                done.set(true);
                return 0;
            });
            awaitQuietly(atWork);
        }
        assertThat(done).isTrue();
        assertThat(worker.get().isAlive()).as("its memory is freed at its end").isFalse();
    }

    @Test
    void anInterruptedOwnerWaitsTooAndStaysInterrupted() {
        CountDownLatch atWork = new CountDownLatch(1);
        AtomicBoolean done = new AtomicBoolean();
        PictureWorkers workers = new PictureWorkers(1);
        var unused = workers.submit(buffers -> {
            atWork.countDown();
            decode();
            done.set(true);
            return 0;
        });
        awaitQuietly(atWork);
        Thread.currentThread().interrupt();
        workers.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(done).isTrue();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
