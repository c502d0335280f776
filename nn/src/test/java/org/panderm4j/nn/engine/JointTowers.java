package org.panderm4j.nn.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.nn.graph.TowerGraph;
import org.panderm4j.nn.reference.DoubleJointTower;
import org.panderm4j.nn.reference.RandomJointTowers;
import org.panderm4j.nn.reference.RandomWeights;
import org.panderm4j.nn.tower.Stem.JointStem;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;

/** Towers over pictures and texts on any engine against plain loops in double precision. */
public abstract class JointTowers {
    /** Opens a tower on the engine under test. */
    protected abstract Encoder open(Tower tower, Weights weights, String prefix, int threads);

    private static final double TOLERANCE = 5e-6;

    protected static List<Long> seeds() {
        return new Random(20_241).longs(40, 0, 1_000_000).boxed().toList();
    }

    /** Weights that note what is read. */
    private record Noted(Weights weights, Set<String> read) implements Weights {
        @Override
        public Set<String> names() {
            return weights.names();
        }

        @Override
        public long[] shape(String name) {
            return weights.shape(name);
        }

        @Override
        public void copy(String name, FloatBuffer target) {
            read.add(name);
            weights.copy(name, target);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    protected void everyOutput(long seed) {
        RandomJointTowers towers = new RandomJointTowers(new Random(seed));
        Tower tower = towers.tower();
        RandomWeights weights = towers.weights(tower, "any.");
        Batch.Joint batch = towers.batch(tower, 1 + (int) (seed % 4));
        Map<String, double[]> expected = new DoubleJointTower(tower, weights.doubles()).run(batch);
        List<String> names = TowerGraph.outputs(tower);
        assertThat(names).containsExactlyInAnyOrderElementsOf(expected.keySet());
        Noted noted = new Noted(weights, new HashSet<>());
        try (Encoder encoder = open(tower, noted, "any.", 1)) {
            Map<String, Tensor> found = encoder.encode(batch, names);
            for (String name : names) {
                assertThat(error(expected.get(name), found.get(name).values()))
                        .as("seed %d, output %s of %s", seed, name, tower)
                        .isLessThan(TOLERANCE);
                assertThat(found.get(name).shape()[0]).isEqualTo(batch.size());
            }
        }
        assertThat(noted.read()).as("what is listed is what is read").isEqualTo(weights.names());
    }

    /** Largest difference, relative to the largest value. */
    private static double error(double[] expected, float[] found) {
        assertThat(found).hasSize(expected.length).doesNotContain(Float.NaN);
        double largest = 1e-3;
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs(expected[i] - found[i]));
        }
        return difference / largest;
    }

    @Test
    protected void picturesAloneGetThePrompt() {
        RandomJointTowers towers = new RandomJointTowers(new Random(5));
        Tower tower = towers.tower();
        JointStem stem = (JointStem) tower.stem();
        Batch.Images images = towers.pictures(stem, 3);
        int[] prompt = stem.prompt().stream().mapToInt(Integer::intValue).toArray();
        Batch.Texts texts = new Batch.Texts(new int[][] {prompt, prompt, prompt});
        try (Encoder encoder = open(tower, towers.weights(tower, ""), "", 1)) {
            assertThat(encoder.features(images, Tower.EMBEDDING))
                    .isDeepEqualTo(encoder.features(new Batch.Joint(images, texts), Tower.EMBEDDING));
        }
    }

    /** Lengths and batch sizes change from run to run of one graph. */
    @Test
    protected void paddingIsWithoutInfluence() {
        RandomJointTowers towers = new RandomJointTowers(new Random(8));
        Tower tower = towers.tower();
        JointStem stem = (JointStem) tower.stem();
        assertThat(tower.blocks().get(0).attention().mask()).hasToString("PADDING");
        int word = (stem.padding() + 1) % stem.vocabulary();
        Batch.Images images = towers.pictures(stem, 1);
        try (Encoder encoder = open(tower, towers.weights(tower, ""), "", 1)) {
            float[] plain = feature(encoder, images, word);
            float[] padded = feature(encoder, images, word, stem.padding(), stem.padding());
            float[] longer = feature(encoder, images, word, word, word);
            assertThat(padded).usingComparatorWithPrecision(1e-5f).containsExactly(plain);
            assertThat(longer).usingComparatorWithPrecision(1e-5f).isNotEqualTo(plain);
            assertThat(feature(encoder, images, word)).containsExactly(plain);
        }
    }

    /** A damaged picture has no feature, and does not touch those beside it. */
    @Test
    protected void picturesThatAreNoNumbersHaveNoFeatures() {
        RandomJointTowers towers = new RandomJointTowers(new Random(5));
        Tower tower = towers.tower();
        JointStem stem = (JointStem) tower.stem();
        Batch.Images images = towers.pictures(stem, 3);
        List<float[]> damaged = new ArrayList<>(images.pixels());
        damaged.set(1, damaged.get(1).clone());
        damaged.get(1)[7] = Float.NaN;
        try (Encoder encoder = open(tower, towers.weights(tower, ""), "", 1)) {
            float[][] expected = encoder.features(images, Tower.EMBEDDING);
            float[][] found =
                    encoder.features(new Batch.Images(damaged, images.height(), images.width()), Tower.EMBEDDING);
            assertThat(found[1]).containsOnly(Float.NaN);
            assertThat(found[0]).containsExactly(expected[0]);
            assertThat(found[2]).containsExactly(expected[2]);
        }
    }

    private static float[] feature(Encoder encoder, Batch.Images images, int... ids) {
        Batch batch = new Batch.Joint(images, new Batch.Texts(new int[][] {ids}));
        return encoder.features(batch, Tower.EMBEDDING)[0];
    }

    @Test
    protected void refusesWhatDoesNotFit() {
        RandomJointTowers towers = new RandomJointTowers(new Random(5));
        Tower tower = towers.tower();
        JointStem stem = (JointStem) tower.stem();
        int side = stem.image();
        Batch.Images images = towers.pictures(stem, 1);
        Batch.Texts texts = new Batch.Texts(new int[][] {{0}});
        try (Encoder encoder = open(tower, towers.weights(tower, ""), "", 1)) {
            refused(encoder, texts, "this tower takes pictures, alone or with a text each");
            refused(
                    encoder,
                    new Batch.Images(List.of(new float[3 * 2 * side * side]), 2 * side, side),
                    "expected pictures of %d x %d pixels, found %d x %d".formatted(side, side, 2 * side, side));
            refused(
                    encoder,
                    new Batch.Joint(images, new Batch.Texts(new int[1][stem.positions() + 1])),
                    "expected texts of 1 to %d tokens, found %d".formatted(stem.positions(), stem.positions() + 1));
            refused(
                    encoder,
                    new Batch.Joint(images, new Batch.Texts(new int[][] {{stem.vocabulary()}})),
                    "expected token ids from 0 to %d, found %d".formatted(stem.vocabulary() - 1, stem.vocabulary()));
        }
        assertThatThrownBy(() -> new Batch.Joint(towers.pictures(stem, 2), texts))
                .hasMessage("expected a text for each of 2 pictures, found 1");
    }

    private static void refused(Encoder encoder, Batch batch, String message) {
        assertThatThrownBy(() -> encoder.encode(batch, List.of(Tower.EMBEDDING)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
