package org.panderm4j.synth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.panderm4j.data.synth.DemoWorld;
import org.panderm4j.data.synth.WorldOptions;
import org.panderm4j.run.ProgressReport;
import org.panderm4j.run.RunPlan;

class SynthTaskTest {
    @TempDir
    private Path folder;

    private static Set<Thread> workers() {
        Set<Thread> workers = new HashSet<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread instanceof ForkJoinWorkerThread worker && worker.getPool() != ForkJoinPool.commonPool()) {
                workers.add(thread);
            }
        }
        return workers;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void asManyThreadsDrawAsAskedFor(int threads) throws IOException {
        Set<Thread> before = workers();
        Set<Thread> drew = new HashSet<>();
        ProgressReport progress = (what, unit, total) -> done -> drew.addAll(workers());
        DemoWorld world = DemoWorld.of(new WorldOptions(3, 70));
        new SynthTask(progress, threads)
                .run(world, 16, folder.resolve("world"), new RunPlan("synth", Map.of(), 3, "digest"), false);
        drew.removeAll(before);
        assertThat(drew).hasSizeBetween(1, threads);
        assertThat(folder.resolve("world/pairs.csv")).exists();
    }
}
