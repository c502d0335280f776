package org.panderm4j.nn.backprop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.nn.backprop.TowerNetwork.Options;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.engine.Encoder;
import org.panderm4j.nn.engine.samediff.SameDiffEncoder;
import org.panderm4j.nn.reference.RandomJointTowers;
import org.panderm4j.nn.reference.RandomTowers;
import org.panderm4j.nn.reference.RandomWeights;
import org.panderm4j.nn.reference.Samples;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.train.Draws;
import org.panderm4j.nn.train.FeatureNetwork.Pass;
import org.panderm4j.nn.train.Parameter;

class TowerNetworkTest {
    private static final Draws DRAWS = name -> new SplittableRandom(name.hashCode());

    static LongStream seeds() {
        return new Random(31).longs(30, 0, 1_000_000);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void gradientsOfImageTowers(long seed) {
        RandomTowers towers = new RandomTowers(new Random(seed));
        Tower tower = towers.image();
        check(tower, towers.batch(tower), seed);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void gradientsOfTextTowers(long seed) {
        RandomTowers towers = new RandomTowers(new Random(seed));
        Tower tower = towers.text();
        check(tower, towers.batch(tower), seed);
    }

    @Test
    void gradientsOfKnownKinds() {
        RandomTowers towers = new RandomTowers(new Random(3));
        for (Tower tower : List.of(
                Samples.panderm(12, 2),
                Samples.bert(12, 2),
                Samples.clipText(12, 2),
                Samples.clipImage(12, 2),
                Samples.dino(12, 1, true),
                Samples.dino(12, 1, false))) {
            check(tower, towers.batch(tower, 2), 3);
        }
    }

    private static void check(Tower tower, Batch batch, long seed) {
        RandomWeights weights = new RandomWeights(tower, "any.", new Random(seed));
        GradientCheck check = new GradientCheck(tower, batch, weights, new Random(seed));
        try (TowerNetwork network = TowerNetwork.open(tower, weights, "any.", Options.all())) {
            network.forward(batch, DRAWS).backward(check.factors());
            check.check(network.parameters(), "any.");
        }
    }

    private static List<float[]> gradients(TowerNetwork network) {
        List<float[]> all = new ArrayList<>();
        for (Parameter parameter : network.parameters()) {
            FloatBuffer gradient = parameter.gradient();
            float[] values = new float[gradient.limit()];
            gradient.get(values);
            all.add(values);
        }
        return all;
    }

    private static List<float[]> gradients(Tower tower, Options options, Batch... batches) {
        RandomWeights weights = new RandomWeights(tower, "", new Random(5));
        try (TowerNetwork network = TowerNetwork.open(tower, weights, "", options)) {
            for (Batch batch : batches) {
                network.forward(batch, DRAWS).backward(ones(batch, tower));
            }
            return gradients(network);
        }
    }

    private static float[][] ones(Batch batch, Tower tower) {
        float[][] ones = new float[batch.size()][tower.outputWidth(Tower.EMBEDDING)];
        for (float[] row : ones) {
            for (int i = 0; i < row.length; i++) {
                row[i] = (i % 3) - 0.7f;
            }
        }
        return ones;
    }

    @Test
    void recomputedActivationsGiveTheSameBits() {
        for (Tower tower : List.of(Samples.panderm(24, 2), Samples.bert(24, 2), Samples.dino(24, 2, true))) {
            Batch batch = new RandomTowers(new Random(5)).batch(tower, 3);
            Options again = Options.all().withRecompute(true).withThreads(1);
            Options kept = Options.all().withThreads(1);
            List<float[]> expected = gradients(tower, kept, batch);
            List<float[]> found = gradients(tower, again, batch);
            for (int i = 0; i < expected.size(); i++) {
                assertThat(found.get(i)).containsExactly(expected.get(i));
            }
        }
    }

    @Test
    void featuresAreThoseOfTheEncoder() {
        for (Tower tower : List.of(Samples.panderm(24, 2), Samples.bert(24, 2))) {
            RandomWeights weights = new RandomWeights(tower, "", new Random(5));
            Batch batch = new RandomTowers(new Random(5)).batch(tower, 3);
            try (TowerNetwork network = TowerNetwork.open(tower, weights, "", Options.all());
                    Encoder encoder = SameDiffEncoder.open(tower, weights, "", 0);
                    Pass pass = network.forward(batch, DRAWS)) {
                float[][] expected = encoder.features(batch, Tower.EMBEDDING);
                assertThat(network.features(batch)).isDeepEqualTo(expected);
                assertThat(network.trainingFeatures(batch, DRAWS)).isDeepEqualTo(expected);
                assertThat(pass.features()).isDeepEqualTo(expected);
            }
        }
    }

    /** Of a tower of two blocks: the head alone, the last block's MLP, one bias in the first. */
    @Test
    void frozenPartsHaveNoGradientsAndLeaveThoseOfTheOthersAsTheyAre() {
        Tower tower = Samples.panderm(24, 2);
        Batch batch = new RandomTowers(new Random(5)).batch(tower, 3);
        RandomWeights weights = new RandomWeights(tower, "", new Random(5));
        List<Predicate<String>> parts = List.of(
                name -> name.startsWith("head."),
                name -> name.startsWith("blocks.1.mlp."),
                name -> name.equals("blocks.0.attention.value.bias"),
                name -> name.startsWith("stem."));
        try (TowerNetwork whole = TowerNetwork.open(tower, weights, "", Options.all())) {
            whole.forward(batch, DRAWS).backward(ones(batch, tower));
            for (Predicate<String> part : parts) {
                Options options = Options.all().withTrained(part);
                try (TowerNetwork some = TowerNetwork.open(tower, weights, "", options)) {
                    some.forward(batch, DRAWS).backward(ones(batch, tower));
                    List<Parameter> expected = whole.parameters().stream()
                            .filter(parameter -> part.test(parameter.name()))
                            .toList();
                    assertThat(some.parameters()).extracting(Parameter::name).isNotEmpty()
                            .containsExactlyElementsOf(expected.stream().map(Parameter::name).toList());
                    for (int i = 0; i < expected.size(); i++) {
                        assertThat(some.parameters().get(i).gradient())
                                .as(expected.get(i).name())
                                .isEqualTo(expected.get(i).gradient());
                    }
                }
            }
        }
    }

    @Test
    void nothingToLearnGivesFeaturesOnly() {
        Tower tower = Samples.panderm(24, 2);
        Batch batch = new RandomTowers(new Random(5)).batch(tower, 3);
        assertThat(gradients(tower, Options.all().withTrained(any -> false), batch)).isEmpty();
    }

    @Test
    void gradientsOfSeveralPassesAddUp() {
        Tower tower = Samples.bert(24, 2);
        RandomTowers towers = new RandomTowers(new Random(5));
        Batch first = towers.batch(tower, 3);
        Batch second = towers.batch(tower, 2);
        List<float[]> both = gradients(tower, Options.all(), first, second);
        List<float[]> one = gradients(tower, Options.all(), first);
        List<float[]> other = gradients(tower, Options.all(), second);
        for (int i = 0; i < both.size(); i++) {
            for (int j = 0; j < both.get(i).length; j++) {
                assertThat(both.get(i)[j]).isEqualTo(one.get(i)[j] + other.get(i)[j]);
            }
        }
    }

    @Test
    void aPassGoesBackOnce() {
        Tower tower = Samples.panderm(24, 2);
        Batch batch = new RandomTowers(new Random(5)).batch(tower, 3);
        RandomWeights weights = new RandomWeights(tower, "", new Random(5));
        try (TowerNetwork network = TowerNetwork.open(tower, weights, "", Options.all())) {
            Pass pass = network.forward(batch, DRAWS);
            pass.backward(ones(batch, tower));
            assertThatIllegalStateException().isThrownBy(() -> pass.backward(ones(batch, tower)));
            Pass closed = network.forward(batch, DRAWS);
            closed.close();
            assertThatIllegalStateException().isThrownBy(() -> closed.backward(ones(batch, tower)));
        }
    }

    @Test
    void refusesWhatCannotBeTrained() {
        Tower tower = Samples.panderm(24, 2);
        RandomWeights weights = new RandomWeights(tower, "", new Random(5));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TowerNetwork.open(tower, weights, "", new Options("none", any -> true, false, Dropping.NONE, 0)))
                .withMessageContaining("none");
        RandomJointTowers joint = new RandomJointTowers(new Random(5));
        Tower both = joint.tower();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TowerNetwork.open(both, joint.weights(both, ""), "", Options.all()))
                .withMessageContaining("one sequence");
        weights.remove("head.norm.weight");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TowerNetwork.open(tower, weights, "", Options.all()))
                .withMessageContaining("head.norm.weight");
    }
}
