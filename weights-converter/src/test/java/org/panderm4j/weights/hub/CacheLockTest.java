package org.panderm4j.weights.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheLockTest {
    @TempDir
    private Path folder;

    @Test
    void locksTheFileForOtherProcessesWhileItWorks() throws IOException {
        Path file = folder.resolve("locks/x.lock");
        String result = CacheLock.hold(file, () -> {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                // The same Java process is told by this exception what another would be told by a null.
                assertThatThrownBy(channel::tryLock).isInstanceOf(OverlappingFileLockException.class);
            }
            return "done";
        });
        assertThat(result).isEqualTo("done");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            assertThat(lock.isValid()).isTrue();
        }
    }

    @Test
    void isFreeAfterAFailure() throws IOException {
        Path file = folder.resolve("x.lock");
        assertThatThrownBy(() -> CacheLock.hold(file, () -> {
                    throw new IOException("failed");
                }))
                .hasMessage("failed");
        assertThat(CacheLock.<Integer>hold(file, () -> 1)).isEqualTo(1);
    }

    @Test
    void stopsWaitingWhenInterrupted() throws Exception {
        Path file = folder.resolve("x.lock");
        AtomicReference<Throwable> failure = new AtomicReference<>();
        CountDownLatch started = new CountDownLatch(1);
        Thread waiting = new Thread(() -> {
            started.countDown();
            try {
                CacheLock.hold(file, () -> "never");
            } catch (IOException e) {
                failure.set(e);
            }
        });
        CacheLock.hold(file, () -> {
            waiting.start();
            try {
                started.await();
                waiting.interrupt();
                waiting.join();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return "done";
        });
        assertThat(failure.get()).isInstanceOf(InterruptedIOException.class);
    }
}
