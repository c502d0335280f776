package org.panderm4j.nn.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.nn.graph.TowerGraph;
import org.panderm4j.nn.reference.DoubleTower;
import org.panderm4j.nn.reference.RandomTowers;
import org.panderm4j.nn.reference.RandomWeights;
import org.panderm4j.nn.reference.Samples;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;

/** Every output of random towers against plain loops in double precision, on any engine. */
public abstract class DoubleReference {
    /** Opens a tower on the engine under test. */
    protected abstract Encoder open(Tower tower, Weights weights, String prefix, int threads);

    private static final double TOLERANCE = 2e-6;

    protected static List<Long> seeds() {
        return new Random(20_240).longs(40, 0, 1_000_000).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    protected void imageTower(long seed) {
        RandomTowers towers = new RandomTowers(new Random(seed));
        Tower tower = towers.image();
        check(seed, tower, towers.batch(tower));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    protected void textTower(long seed) {
        RandomTowers towers = new RandomTowers(new Random(seed));
        Tower tower = towers.text();
        check(seed, tower, towers.batch(tower));
    }

    /** At widths where sums are long: BERT's kind of tower, CLIP's two and DINOv3's. */
    @ParameterizedTest
    @MethodSource("seeds")
    protected void knownKinds(long seed) {
        RandomTowers towers = new RandomTowers(new Random(seed));
        for (Tower tower : List.of(Samples.bert(48, 6), Samples.clipText(48, 6))) {
            check(seed, tower, towers.texts((TokenStem) tower.stem(), 3, 24));
        }
        check(seed, Samples.clipImage(48, 6), towers.batch(Samples.clipImage(48, 6), 2));
        for (Tower tower : List.of(Samples.dino(48, 3, true), Samples.dino(48, 3, false))) {
            check(seed, tower, towers.pictures((PatchStem) tower.stem(), 2, 3, 7));
        }
    }

    private void check(long seed, Tower tower, Batch batch) {
        RandomWeights weights = new RandomWeights(tower, "any.", new Random(seed));
        Map<String, double[]> expected = new DoubleTower(tower, weights.doubles()).run(batch);
        List<String> names = TowerGraph.outputs(tower);
        assertThat(names).containsExactlyInAnyOrderElementsOf(expected.keySet());
        try (Encoder encoder = open(tower, weights, "any.", 1)) {
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
