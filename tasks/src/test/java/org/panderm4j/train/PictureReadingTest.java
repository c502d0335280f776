package org.panderm4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.panderm4j.data.image.UnusablePictureException;

class PictureReadingTest {
    private final PictureReading reading = new PictureReading(1);
    private final AtomicInteger tried = new AtomicInteger();

    private PictureReading.Reading<String> failing(int times, Exception why) {
        return () -> {
            if (tried.incrementAndGet() > times) {
                return "picture";
            }
            if (why instanceof IOException io) {
                throw io;
            }
            throw (RuntimeException) why;
        };
    }

    @Test
    void whatPassesIsTriedAgain() throws IOException {
        assertThat(reading.read("p", failing(3, new IOException("p: busy")))).isEqualTo("picture");
        assertThat(tried).hasValue(4);
    }

    @Test
    void whatDoesNotPassEndsTheRunAndNamesTheFile() {
        IOException busy = new IOException("pairs.csv, line 3: /data/p.png: cannot be read (Input/output error)");
        assertThatThrownBy(() -> reading.read("pairs.csv, line 3", failing(99, busy)))
                .isExactlyInstanceOf(IOException.class)
                .hasMessageContainingAll("pairs.csv, line 3: /data/p.png", "Input/output error", "4 times", "--resume")
                .hasMessageNotContaining("\n");
        assertThat(tried).hasValue(4);
    }

    @Test
    void badPicturesAreTriedOnce() {
        for (Exception bad :
                new Exception[] {new UnusablePictureException("p: damaged"), new IllegalArgumentException("p: 0 x 0")
                }) {
            tried.set(0);
            assertThatThrownBy(() -> reading.read("p", failing(99, bad)))
                    .isInstanceOf(UnusablePictureException.class)
                    .hasMessageContaining(bad.getMessage());
            assertThat(tried).hasValue(1);
        }
    }

    @Test
    void interruptionsStayInterruptions() {
        IOException wrapped = new IOException("p.tar, member 0.png: null", new ClosedByInterruptException());
        assertThatThrownBy(() -> reading.read("p", failing(99, wrapped))).isInstanceOf(InterruptedIOException.class);
        assertThat(tried).hasValue(1);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> reading.read("p", failing(99, new IOException("busy"))))
                .isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void tooLittleMemoryEndsTheRun() {
        assertThatThrownBy(() -> reading.read("pairs.csv, line 3", () -> {
                    throw new OutOfMemoryError("Java heap space");
                }))
                .isExactlyInstanceOf(IOException.class)
                .hasMessageContainingAll(
                        "pairs.csv, line 3", "not enough memory", "Java heap space", "--threads", "--batch-size")
                .hasMessageNotContaining("\n");
    }
}
