package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the system says of the whole program: no more memory for many rows than for some. */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
class SaeMemoryTest {
    private static final int WIDTH = 256;
    private static final int SOME = 40_000;
    private static final int MANY = 400_000;
    /** Kilobytes: 400 megabytes of rows must not show. */
    private static final long ROOM = 60 << 10;

    @TempDir
    Path folder;

    private long most(List<?> words) throws Exception {
        long most = 0;
        try (ForkedProgram run = ForkedProgram.start(folder.resolve("log"), List.of("-Xmx512m"), words)) {
            while (run.isAlive()) {
                try {
                    most = Math.max(most, run.residentKilobytes());
                } catch (NoSuchElementException | IOException e) {
                    break; // it has just ended
                }
                Thread.sleep(20);
            }
            run.succeeds();
        }
        return most;
    }

    private Path rows(int count) throws Exception {
        return new PlantedRows(count, WIDTH, 300, 1).write(folder.resolve(count + ".npy"));
    }

    @Test
    void trainingHoldsNoMoreForTenTimesTheRows() throws Exception {
        List<Long> found = new ArrayList<>();
        for (int count : List.of(SOME, MANY)) {
            found.add(most(List.of(
                    "sae",
                    "train",
                    "--embeddings",
                    rows(count),
                    "--expansion",
                    2,
                    "--epochs",
                    1,
                    "--snapshot-every",
                    10,
                    "--quiet",
                    "--out",
                    folder.resolve("out" + count))));
        }
        assertThat(found.get(1)).as(found.toString()).isLessThan(found.get(0) + ROOM);
    }

    @Test
    void encodingHoldsNoMoreForTenTimesTheRows() throws Exception {
        Path out = folder.resolve("sae");
        Program.run(
                        "sae",
                        "train",
                        "--embeddings",
                        rows(5000),
                        "--expansion",
                        2,
                        "--epochs",
                        1,
                        "--quiet",
                        "--out",
                        out)
                .succeeds();
        List<Long> found = new ArrayList<>();
        for (int count : List.of(SOME, MANY)) {
            found.add(most(List.of(
                    "sae",
                    "encode",
                    "--sae",
                    out,
                    "--embeddings",
                    rows(count),
                    "--quiet",
                    "--out",
                    folder.resolve("y" + count + ".npy"))));
        }
        assertThat(found.get(1)).as(found.toString()).isLessThan(found.get(0) + ROOM);
    }
}
