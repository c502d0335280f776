package org.panderm4j.peers.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.panderm4j.benchmarks.Vit;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.peers.tower.SeededWeights;

class OurTrainingTest {
    @Test
    void lossesFallAndAreTheSameInEveryProcess() {
        double[] losses = losses();
        assertThat(losses[1]).isLessThan(losses[0]);
        assertThat(losses[2]).isLessThan(losses[1]);
        assertThat(losses()).containsExactly(losses, within(1e-5));
    }

    private static double[] losses() {
        Tower tower = Vit.SMALL.tower(1);
        Batch.Images batch = Vit.batch(2);
        double[] losses = new double[3];
        try (Training training = OurTraining.open(tower, new SeededWeights(tower), 1)) {
            for (int i = 0; i < losses.length; i++) {
                losses[i] = training.step(batch);
            }
        }
        return losses;
    }

    @Test
    void textsAreFixedAndOfLengthOne() {
        float[][] texts = Recipe.texts(3, 50);
        assertThat(texts).isDeepEqualTo(Recipe.texts(3, 50));
        for (float[] row : texts) {
            double squares = 0;
            for (float value : row) {
                squares += value * value;
            }
            assertThat(squares).isCloseTo(1, within(1e-5));
        }
    }
}
