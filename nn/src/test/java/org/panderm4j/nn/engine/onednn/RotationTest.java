package org.panderm4j.nn.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.engine.Encoder;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.reference.RandomTowers;
import org.panderm4j.nn.reference.RandomWeights;
import org.panderm4j.nn.reference.Samples;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Tower;

/** Rows are shared among threads, and some threads may find none left. */
class RotationTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 2, 3, 64})
    void isTheSameForAnyNumberOfThreads(int threads) {
        Tower tower = Samples.dino(64, 4, true);
        Batch batch = new RandomTowers(new Random(2)).pictures((PatchStem) tower.stem(), 3, 2, 3);
        assertThat(features(tower, batch, threads)).isDeepEqualTo(features(tower, batch, 1));
    }

    /** The first block's result: products are the same too, as long as they are this small. */
    private static float[][] features(Tower tower, Batch batch, int threads) {
        RandomWeights weights = new RandomWeights(tower, "", new Random(2));
        try (Encoder encoder = OneDnnEncoder.open(tower, weights, "", Precision.F32, threads)) {
            float[] values = encoder.encode(batch, List.of(Tower.EMBEDDING))
                    .get(Tower.EMBEDDING)
                    .values();
            return new float[][] {values};
        }
    }
}
