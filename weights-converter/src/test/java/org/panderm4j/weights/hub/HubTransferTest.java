package org.panderm4j.weights.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.panderm4j.weights.hub.HubException.Reason;
import org.panderm4j.weights.hub.TestServer.Reply;

class HubTransferTest extends HubFixture {
    /** Changes what the hub answers to the first, second, ... request for bytes, counted from zero. */
    private void changeGets(BiFunction<Integer, Reply, Reply> change) {
        AtomicInteger count = new AtomicInteger();
        hub.answer(r -> {
            Reply reply = model.serve(r);
            return r.method().equals("GET") ? change.apply(count.getAndIncrement(), reply) : reply;
        });
    }

    private List<String> ranges() {
        return hub.gets().stream().map(r -> String.valueOf(r.header("Range"))).toList();
    }

    @Test
    void goesOnAfterCutConnections() throws IOException {
        changeGets((n, reply) -> n < 2 ? reply.cutAfter(100_000) : reply);
        List<Long> done = new ArrayList<>();
        Path file = client(settings(), (id, name, bytes, total) -> {
                    assertThat(id).isEqualTo(ID);
                    assertThat(total).isEqualTo(weights.length);
                    done.add(bytes);
                })
                .fetch(ID, WEIGHTS);
        assertThat(file).hasBinaryContent(weights);
        assertThat(ranges()).containsExactly("null", "bytes=100000-", "bytes=200000-");
        assertThat(waits).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1));
        assertThat(done).isSorted().startsWith(0L).endsWith((long) weights.length);
    }

    @Test
    void goesOnWhereAnEarlierProcessStopped() throws IOException {
        Files.createDirectories(partial(WEIGHTS).getParent());
        Files.write(partial(WEIGHTS), Arrays.copyOf(weights, 123_456));
        assertThat(client().fetch(ID, WEIGHTS)).hasBinaryContent(weights);
        assertThat(ranges()).containsExactly("bytes=123456-");
        assertThat(partial(WEIGHTS)).doesNotExist();
    }

    @Test
    void needsNoRequestForACompletePartialFile() throws IOException {
        Files.createDirectories(partial(WEIGHTS).getParent());
        Files.write(partial(WEIGHTS), weights);
        assertThat(client().fetch(ID, WEIGHTS)).hasBinaryContent(weights);
        assertThat(hub.gets()).isEmpty();
    }

    @Test
    void dropsAPartialFileThatIsTooLong() throws IOException {
        Files.createDirectories(partial(WEIGHTS).getParent());
        Files.write(partial(WEIGHTS), new byte[weights.length + 1]);
        assertThat(client().fetch(ID, WEIGHTS)).hasBinaryContent(weights);
        assertThat(ranges()).containsExactly("null");
    }

    @Test
    void startsAgainWhereTheServerIgnoresTheRange() throws IOException {
        AtomicInteger count = new AtomicInteger();
        hub.answer(r -> {
            Reply head = model.serve(r);
            if (!r.method().equals("GET")) {
                return head;
            }
            Reply all = Reply.of(200, Map.of("ETag", "\"x\""), weights);
            return count.getAndIncrement() == 0 ? all.cutAfter(100_000) : all;
        });
        assertThat(client().fetch(ID, WEIGHTS)).hasBinaryContent(weights);
        assertThat(ranges()).containsExactly("null", "bytes=100000-");
    }

    @Test
    void endsWhereEveryConnectionStartsAgainAndIsCut() {
        hub.answer(
                r -> r.method().equals("GET") ? Reply.of(200, Map.of(), weights).cutAfter(1_000) : model.serve(r));
        HubException e = failure(client(), WEIGHTS);
        assertThat(e.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(e).hasMessageContaining(WEIGHTS);
        assertThat(hub.gets()).hasSizeLessThan(8);
        assertThat(partial(WEIGHTS)).hasSize(1_000);
        assertThat(blob(WEIGHTS)).doesNotExist();
    }

    @Test
    void startsAgainWhenTheServerContinuesAnotherFile() throws IOException {
        changeGets((n, reply) -> switch (n) {
            case 0 -> reply.cutAfter(100_000);
            case 1 -> reply.with("ETag", "\"another\"");
            default -> reply;
        });
        assertThat(client().fetch(ID, WEIGHTS)).hasBinaryContent(weights);
        assertThat(ranges()).containsExactly("null", "bytes=100000-", "null");
    }

    @Test
    void startsAgainAfterAWrongRange() throws IOException {
        changeGets((n, reply) -> switch (n) {
            case 0 -> reply.cutAfter(100_000);
            case 1 -> reply.with("Content-Range", "bytes 0-299999/300000");
            default -> reply;
        });
        assertThat(client().fetch(ID, WEIGHTS)).hasBinaryContent(weights);
        assertThat(ranges()).containsExactly("null", "bytes=100000-", "null");
    }

    @Test
    void startsAgainWhenTheServerRefusesTheRange() throws IOException {
        changeGets((n, reply) -> switch (n) {
            case 0 -> reply.cutAfter(100_000);
            case 1 -> Reply.status(416);
            default -> reply;
        });
        assertThat(client().fetch(ID, WEIGHTS)).hasBinaryContent(weights);
        assertThat(ranges()).containsExactly("null", "bytes=100000-", "null");
    }

    @Test
    void givesUpOnASilentServerAndGoesOn() throws IOException {
        changeGets((n, reply) -> n == 0 ? reply.silentAfter(100_000) : reply);
        RetryPolicy hasty = new RetryPolicy(
                4, Duration.ofSeconds(1), Duration.ofSeconds(1), policy.connect(), Duration.ofMillis(300), waits::add);
        HubClient client = new HubClient(settings(), HubProgress.NONE, hasty, new HubCache(cacheFolder));
        assertThat(client.fetch(ID, WEIGHTS)).hasBinaryContent(weights);
        assertThat(ranges()).containsExactly("null", "bytes=100000-");
    }

    @Test
    void removesAFileWithAWrongDigest() {
        for (String name : List.of(WEIGHTS, CONFIG)) {
            hub.answer(r -> {
                Reply reply = model.serve(r);
                if (r.method().equals("GET")) {
                    reply.body().put(7, (byte) (reply.body().get(7) + 1));
                }
                return reply;
            });
            HubException e = failure(client(), name);
            assertThat(e.reason()).isEqualTo(Reason.DAMAGED);
            assertThat(e)
                    .hasMessageContaining(name)
                    .hasMessageContaining("digest")
                    .hasMessageContaining(model.etag(name));
            assertThat(partial(name)).doesNotExist();
            assertThat(blob(name)).doesNotExist();
        }
        assertThat(modelFolder().resolve("snapshots")).doesNotExist();
    }

    @Test
    void refusesAFileOfAnotherSize() {
        hub.answer(
                r -> r.method().equals("GET") ? Reply.of(200, Map.of(), Arrays.copyOf(weights, 1234)) : model.serve(r));
        HubException e = failure(client(), WEIGHTS);
        assertThat(e.reason()).isEqualTo(Reason.DAMAGED);
        assertThat(e).hasMessageContaining("300000").hasMessageContaining("1234");
        assertThat(partial(WEIGHTS)).doesNotExist();
    }

    @Test
    void believesTheSizeOfTheLinkedFile() throws IOException {
        hub.answer(r -> r.method().equals("HEAD")
                ? model.serve(r).with("X-Linked-Size", "300000").with("Content-Length", "135")
                : model.serve(r));
        assertThat(client().fetch(ID, WEIGHTS)).hasBinaryContent(weights);
    }

    @Test
    void acceptsTagsThatAreNoDigests() throws IOException {
        model.add("notes.txt", config, "5d41402a-3");
        assertThat(client().fetch(ID, "notes.txt")).hasBinaryContent(config);
        model.add("empty.txt", new byte[0], "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
        assertThat(client().fetch(ID, "empty.txt")).isEmptyFile();
    }

    @Test
    void unpacksWhatAProxyPacked() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(weights);
        }
        AtomicInteger count = new AtomicInteger();
        hub.answer(r -> {
            Reply reply = Reply.of(200, Map.of("Content-Encoding", "gzip"), packed.toByteArray())
                    .with("X-Repo-Commit", FakeModel.COMMIT)
                    .with("ETag", "W/\"" + model.etag(WEIGHTS) + "\"");
            return r.method().equals("GET") && count.getAndIncrement() == 0 ? reply.cutAfter(150_000) : reply;
        });
        assertThat(client().fetch(ID, WEIGHTS)).hasBinaryContent(weights);
        assertThat(blob(WEIGHTS)).exists();
    }

    @Test
    void refusesAPackingItDoesNotKnow() {
        changeGets((n, reply) -> reply.with("Content-Encoding", "br"));
        assertThatThrownBy(() -> client().fetch(ID, WEIGHTS))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("'br'");
    }

    @Test
    void asksForANewLinkWhenTheOldOneRanOut() throws IOException {
        AtomicInteger count = new AtomicInteger();
        try (TestServer cdn =
                new TestServer(r -> count.getAndIncrement() == 0 ? Reply.status(403) : FakeModel.body(r, weights))) {
            hub.answer(r -> r.method().equals("GET")
                    ? Reply.status(302, "Location", cdn.uri() + "/" + count.get())
                    : model.serve(r));
            assertThat(client().fetch(ID, WEIGHTS)).hasBinaryContent(weights);
            assertThat(cdn.requests()).extracting(TestServer.Request::path).containsExactly("/0", "/1");
        }
    }

    @Test
    void downloadsOnceForManyThreads() throws Exception {
        CountDownLatch ready = new CountDownLatch(4);
        hub.answer(r -> {
            if (r.method().equals("HEAD")) {
                ready.countDown();
            }
            return model.serve(r);
        });
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Path>> files = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                files.add(threads.submit(() -> client().fetch(ID, WEIGHTS)));
            }
            for (Future<Path> file : files) {
                assertThat(file.get()).hasBinaryContent(weights);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(ready.getCount()).isZero();
        assertThat(hub.gets()).hasSize(1);
    }

    @Test
    void keepsWhatHasComeWhenInterrupted() throws Exception {
        changeGets((n, reply) -> n == 0 ? reply.silentAfter(100_000) : reply);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        CountDownLatch came = new CountDownLatch(1);
        // Small steps are not reported, so the length of the file tells how far it is.
        Thread thread = new Thread(() -> {
            try {
                client(settings(), (id, name, done, total) -> came.countDown()).fetch(ID, WEIGHTS);
            } catch (IOException e) {
                failure.set(e);
                assertThat(Thread.currentThread().isInterrupted()).isTrue();
            }
        });
        thread.start();
        came.await();
        while (!Files.exists(partial(WEIGHTS)) || Files.size(partial(WEIGHTS)) < 100_000) {
            Thread.onSpinWait();
        }
        thread.interrupt();
        thread.join();
        assertThat(failure.get()).isInstanceOf(InterruptedIOException.class);
        assertThat(partial(WEIGHTS)).hasSize(100_000);
        assertThat(client().fetch(ID, WEIGHTS)).hasBinaryContent(weights);
        assertThat(ranges()).containsExactly("null", "bytes=100000-");
    }

    @Test
    void stopsWaitingWhenInterrupted() {
        hub.answer(r -> Reply.status(503));
        RetryPolicy interrupted = new RetryPolicy(
                4, Duration.ofSeconds(1), Duration.ofSeconds(1), policy.connect(), policy.silence(), time -> {
                    throw new InterruptedException();
                });
        HubClient client = new HubClient(settings(), HubProgress.NONE, interrupted, new HubCache(cacheFolder));
        assertThatThrownBy(() -> client.fetch(ID, WEIGHTS)).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
