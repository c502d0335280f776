package org.panderm4j.nn.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.panderm4j.nn.reference.RandomTowers;
import org.panderm4j.nn.tower.Tower;

/** Calls of one encoder from two threads at once. */
public final class ConcurrentCalls {
    private ConcurrentCalls() {}

    /** Asserts that batches of one to four inputs give the features that they give one after the other, bit for bit. */
    public static void giveTheSameFeatures(Encoder encoder, RandomTowers towers, int count) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Callable<float[][]>> calls = new ArrayList<>();
            List<float[][]> expected = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Batch batch = towers.batch(encoder.tower(), 1 + i % 4);
                expected.add(encoder.features(batch, Tower.EMBEDDING));
                calls.add(() -> encoder.features(batch, Tower.EMBEDDING));
            }
            List<Future<float[][]>> results = threads.invokeAll(calls);
            for (int i = 0; i < results.size(); i++) {
                assertThat(results.get(i).get()).as("call %d", i).isDeepEqualTo(expected.get(i));
            }
        } finally {
            threads.shutdown();
        }
    }
}
