package org.panderm4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.panderm4j.data.image.UnusablePictureException;
import org.panderm4j.data.transform.PictureBuffers;

class PicturesAheadTest {
    private static List<Path> files(int count) {
        return IntStream.range(0, count).mapToObj(i -> Path.of("p" + i)).toList();
    }

    @Test
    void keepsTheOrderAndSkipsWhatCannotBeUsed() throws IOException {
        List<String> found = new ArrayList<>();
        try (PicturesAhead<String> ahead = new PicturesAhead<>(files(50), PicturesAheadTest::unlessSeventh, 3, 5)) {
            while (ahead.hasNext()) {
                PicturesAhead.Outcome<String> one = ahead.next();
                found.add(one.failure().orElse(one.value()));
            }
        }
        assertThat(found).hasSize(50).startsWith("bad p0", "p1", "p2", "p3", "p4", "p5", "p6", "bad p7");
        assertThat(found).filteredOn(text -> text.startsWith("bad")).hasSize(8);
    }

    private static String unlessSeventh(Path file, PictureBuffers buffers) throws IOException {
        if (Integer.parseInt(file.toString().substring(1)) % 7 == 0) {
            throw new UnusablePictureException("bad " + file);
        }
        return file.toString();
    }

    @Test
    void neverPreparesMoreThanItIsAllowedTo() throws IOException {
        AtomicInteger prepared = new AtomicInteger();
        try (PicturesAhead<Integer> ahead =
                new PicturesAhead<>(files(40), (file, buffers) -> prepared.incrementAndGet(), 2, 4)) {
            for (int taken = 1; ahead.hasNext(); taken++) {
                ahead.next();
                assertThat(prepared.get()).isLessThanOrEqualTo(taken + 4);
            }
        }
        assertThat(prepared).hasValue(40);
    }

    @Test
    void everyWorkerHasBuffersOfItsOwn() throws IOException {
        Map<Thread, PictureBuffers> seen = new ConcurrentHashMap<>();
        CountDownLatch bothAtWork = new CountDownLatch(2);
        PicturesAhead.Preparation<Boolean> note = (file, buffers) -> {
            PictureBuffers before = seen.putIfAbsent(Thread.currentThread(), buffers);
            if (before == null) {
                bothAtWork.countDown();
                awaitQuietly(bothAtWork);
            }
            return before == null || before == buffers;
        };
        try (PicturesAhead<Boolean> ahead = new PicturesAhead<>(files(20), note, 2, 4)) {
            while (ahead.hasNext()) {
                assertThat(ahead.next().value())
                        .as("the same for every picture")
                        .isTrue();
            }
        }
        assertThat(seen.values()).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void oneTooLargeIsSkippedAndABugIsNot() throws IOException {
        PicturesAhead.Preparation<String> tooLarge = (file, buffers) -> {
            throw new OutOfMemoryError("Java heap space");
        };
        try (PicturesAhead<String> ahead = new PicturesAhead<>(files(1), tooLarge, 1, 1)) {
            assertThat(ahead.next().failure())
                    .hasValueSatisfying(why -> assertThat(why).contains("p0: too large"));
        }
        PicturesAhead.Preparation<String> broken = (file, buffers) -> {
            throw new IllegalStateException("a bug");
        };
        try (PicturesAhead<String> ahead = new PicturesAhead<>(files(1), broken, 1, 1)) {
            assertThatThrownBy(ahead::next)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("a bug");
        }
    }

    @Test
    void whatMayPassEndsTheRun() throws IOException {
        PicturesAhead.Preparation<String> gone = (file, buffers) -> {
            if (file.endsWith("p1")) {
                throw new IOException(file + ": cannot be read (Input/output error)");
            }
            return file.toString();
        };
        try (PicturesAhead<String> ahead = new PicturesAhead<>(files(3), gone, 1, 2)) {
            assertThat(ahead.next().value()).isEqualTo("p0");
            assertThatThrownBy(ahead::next)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("p1: cannot be read");
        }
    }

    @Test
    void aWaitingTakerCanBeInterrupted() {
        CountDownLatch never = new CountDownLatch(1);
        PicturesAhead.Preparation<String> stuck = (file, buffers) -> {
            awaitQuietly(never);
            return "late";
        };
        try (PicturesAhead<String> ahead = new PicturesAhead<>(files(1), stuck, 1, 1)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(ahead::next).isInstanceOf(InterruptedIOException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
