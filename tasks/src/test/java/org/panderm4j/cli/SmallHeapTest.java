package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose snapshots are several times the Java heap is kept, goes on and leaves a model. */
@Tag("slow")
class SmallHeapTest {
    private static final int HEAP_MEGABYTES = 80;

    @TempDir
    Path folder;

    private ForkedProgram start(Path out, Object... more) throws Exception {
        Path world = folder.resolve("world");
        List<Object> words =
                new ArrayList<>(List.of("pretrain", "--csv", world.resolve("pairs.csv"), "--image-root", world));
        words.addAll(List.of("--caption-column", "caption", "--architecture", "panderm-small", "--vocabulary", 150));
        words.addAll(List.of("--batch-size", 2, "--steps", 4, "--warmup", 1, "--log-every", 1, "--snapshot-every", 1));
        words.addAll(List.of("--quiet", "--out", out));
        words.addAll(List.of(more));
        return ForkedProgram.start(folder.resolve("log"), List.of("-Xmx" + HEAP_MEGABYTES + "m"), words);
    }

    @Test
    void goesOnFromASnapshotBeyondTheHeap() throws Exception {
        Program.run("synth", "--out", folder.resolve("world"), "--lesions", 6, "--size", 64, "--quiet")
                .succeeds();
        Path out = folder.resolve("out");
        Path last = out.resolve("snapshots/last.safetensors");
        try (ForkedProgram run = start(out)) {
            while (!Files.exists(last)) {
                assertThat(run.isAlive()).as(run.messages()).isTrue();
                Thread.sleep(5);
            }
            run.kill();
        }
        assertThat(Files.size(last)).isGreaterThan((4L * HEAP_MEGABYTES) << 20);
        assertThat(out.resolve("model.json")).doesNotExist();
        try (ForkedProgram run = start(out, "--resume")) {
            run.succeeds();
        }
        assertThat(out.resolve("model.json")).exists();
    }
}
