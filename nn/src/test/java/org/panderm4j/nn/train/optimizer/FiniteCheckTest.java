package org.panderm4j.nn.train.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.panderm4j.nn.train.Snapshot;
import org.panderm4j.nn.train.Workers;

class FiniteCheckTest {
    private static final float[] BAD = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};

    private final Random random = new Random(9);

    private Map<String, Snapshot.Values> tensors(int... sizes) {
        Map<String, Snapshot.Values> tensors = new LinkedHashMap<>();
        for (int size : sizes) {
            FloatBuffer values = FloatBuffer.allocate(size);
            for (int i = 0; i < size; i++) {
                values.put(i, random.nextBoolean() ? Float.MAX_VALUE : -Float.MAX_VALUE);
            }
            tensors.put("t" + tensors.size(), new Snapshot.Values(new long[] {size}, values));
        }
        return tensors;
    }

    @Test
    void namesTheFirstThatHoldsOne() {
        for (int threads = 1; threads < 4; threads++) {
            try (Workers workers = new Workers(threads)) {
                FiniteCheck check = new FiniteCheck(workers);
                assertThat(check.firstNotFinite(Map.of())).isEmpty();
                Map<String, Snapshot.Values> tensors = tensors(1, 0, 70_001, 3, 1 << 14);
                assertThat(check.firstNotFinite(tensors)).isEmpty();
                for (int attempt = 0; attempt < 60; attempt++) {
                    String[] names = {"t0", "t2", "t3", "t4"};
                    int first = random.nextInt(names.length);
                    int second = first + random.nextInt(names.length - first);
                    for (int place : new int[] {first, second}) {
                        FloatBuffer values = tensors.get(names[place]).values();
                        values.put(random.nextInt(values.limit()), BAD[random.nextInt(BAD.length)]);
                    }
                    assertThat(check.firstNotFinite(tensors)).contains(names[first]);
                    for (String name : names) {
                        FloatBuffer values = tensors.get(name).values();
                        for (int i = 0; i < values.limit(); i++) {
                            values.put(i, Float.isFinite(values.get(i)) ? values.get(i) : -0f);
                        }
                    }
                }
            }
        }
    }
}
