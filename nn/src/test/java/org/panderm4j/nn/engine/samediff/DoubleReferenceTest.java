package org.panderm4j.nn.engine.samediff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.engine.Tensor;
import org.panderm4j.nn.graph.TowerGraph;
import org.panderm4j.nn.reference.DoubleTower;
import org.panderm4j.nn.reference.RandomTowers;
import org.panderm4j.nn.reference.RandomWeights;
import org.panderm4j.nn.tower.Activation;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.Block.NormPlace;
import org.panderm4j.nn.tower.Head;
import org.panderm4j.nn.tower.Projection;
import org.panderm4j.nn.tower.Stem;
import org.panderm4j.nn.tower.Tower;

/** Every output of random towers against plain loops in double precision. */
class DoubleReferenceTest {
    private static final double TOLERANCE = 2e-6;

    static List<Long> seeds() {
        return new Random(20_240).longs(40, 0, 1_000_000).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void imageTower(long seed) {
        RandomTowers towers = new RandomTowers(new Random(seed));
        Tower tower = towers.image();
        check(seed, tower, towers.batch(tower));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void textTower(long seed) {
        RandomTowers towers = new RandomTowers(new Random(seed));
        Tower tower = towers.text();
        check(seed, tower, towers.batch(tower));
    }

    /** Both norm places, with padding, layer scale and all biases, at widths where sums are long. */
    @ParameterizedTest
    @MethodSource("seeds")
    void fullBlock(long seed) {
        RandomTowers towers = new RandomTowers(new Random(seed));
        NormPlace norm = seed % 2 == 0 ? NormPlace.BEFORE : NormPlace.AFTER;
        Block block = new Block(48, 6, norm, 1e-6, Block.Biases.ALL, true, Block.Mask.PADDING, 192, Activation.GELU);
        Stem.TokenStem stem = new Stem.TokenStem(50, 24, 2, 48, 1e-12, 3);
        Head head = new Head(
                true, Head.Pooling.MASKED_MEAN, Head.PooledNorm.SAME_WEIGHTS, 1e-6, new Projection.Linear(16, true));
        Tower tower = new Tower(stem, List.of(block, block), Map.of(Tower.EMBEDDING, head));
        check(seed, tower, towers.texts(stem, 3, 24));
    }

    private static void check(long seed, Tower tower, Batch batch) {
        RandomWeights weights = new RandomWeights(tower, "any.", new Random(seed));
        Map<String, double[]> expected = new DoubleTower(tower, weights.doubles()).run(batch);
        List<String> names = TowerGraph.outputs(tower);
        assertThat(names).containsExactlyInAnyOrderElementsOf(expected.keySet());
        try (SameDiffEncoder encoder = SameDiffEncoder.open(tower, weights, "any.", 1)) {
            Map<String, Tensor> found = encoder.encode(batch, names);
            for (String name : names) {
                assertThat(error(expected.get(name), found.get(name).values()))
                        .as("seed %d, output %s of %s", seed, name, tower)
                        .isLessThan(TOLERANCE);
                assertThat(found.get(name).shape()[0]).isEqualTo(batch.size());
            }
        }
    }

    /** Largest difference, relative to the largest value. */
    private static double error(double[] expected, float[] found) {
        assertThat(found).hasSize(expected.length).doesNotContain(Float.NaN);
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs(expected[i] - found[i]));
        }
        return difference / largest;
    }
}
