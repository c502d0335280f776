package org.panderm4j.nn.backprop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.nn.backprop.TowerNetwork.Options;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.reference.RandomTowers;
import org.panderm4j.nn.reference.RandomWeights;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.train.FeatureNetwork.Pass;
import org.panderm4j.nn.train.Parameter;

/** Whether activations are kept or computed a second time makes no difference to a bit of features or gradients. */
class RecomputeTest {
    static LongStream seeds() {
        return new Random(77).longs(30, 0, 1_000_000);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void givesTheSameBits(long seed) {
        Random random = new Random(seed);
        RandomTowers towers = new RandomTowers(random);
        Tower tower = random.nextBoolean() ? towers.image() : towers.text();
        List<Batch> batches = List.of(towers.batch(tower), towers.batch(tower));
        Dropping dropping = random.nextInt(3) == 0
                ? Dropping.NONE
                : new Dropping(random.nextDouble() / 2, random.nextDouble() / 2, random.nextDouble() / 2);
        int frozen = random.nextInt(3);
        Predicate<String> trained = name -> frozen == 0 || Math.floorMod(name.hashCode(), 3) == frozen;
        Options kept = Options.all().withThreads(1).withDropping(dropping).withTrained(trained);
        List<float[]> expected = run(tower, kept, batches, seed);
        List<float[]> found = run(tower, kept.withRecompute(true), batches, seed);
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(found.get(i)).as("%d of %s", i, tower).containsExactly(expected.get(i));
        }
    }

    /** Features of each batch, then the sums of its and all earlier gradients. */
    private static List<float[]> run(Tower tower, Options options, List<Batch> batches, long seed) {
        List<float[]> all = new ArrayList<>();
        RandomWeights weights = new RandomWeights(tower, "", new Random(seed));
        try (TowerNetwork network = TowerNetwork.open(tower, weights, "", options)) {
            for (Batch batch : batches) {
                Pass pass = network.forward(batch, name -> new SplittableRandom(name.hashCode() + seed));
                all.addAll(List.of(pass.features()));
                pass.backward(gradient(pass.features(), seed));
                for (Parameter parameter : network.parameters()) {
                    FloatBuffer gradient = parameter.gradient();
                    float[] values = new float[gradient.remaining()];
                    gradient.get(values);
                    all.add(values);
                }
            }
        }
        return all;
    }

    private static float[][] gradient(float[][] features, long seed) {
        Random random = new Random(seed);
        float[][] gradient = new float[features.length][features[0].length];
        for (float[] row : gradient) {
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        return gradient;
    }
}
