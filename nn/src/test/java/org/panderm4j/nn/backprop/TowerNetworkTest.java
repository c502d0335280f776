package org.panderm4j.nn.backprop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        return new Random(31).longs(12, 0, 1_000_000);
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

    /** By plain SameDiff operations, as on machines without the fast library. */
    @Test
    void gradientsWithoutFusedOperations() {
        RandomTowers towers = new RandomTowers(new Random(4));
        for (Tower tower : List.of(Samples.panderm(12, 2), Samples.bert(12, 2), Samples.dino(12, 1, true))) {
            RandomWeights weights = new RandomWeights(tower, "", new Random(4));
            Batch batch = towers.batch(tower, 2);
            GradientCheck check = new GradientCheck(tower, batch, weights, new Random(4));
            try (TowerNetwork network =
                    TowerNetwork.open(tower, weights, "", Options.all(), Optional.empty(), Memory.MOST)) {
                network.forward(batch, DRAWS).backward(check.factors());
                check.check(network.parameters(), "");
            }
        }
    }

    private static List<float[][]> dropped(Dropping dropping, int passes) {
        Tower tower = Samples.bert(24, 2);
        RandomWeights weights = new RandomWeights(tower, "text.", new Random(5));
        Batch batch = new RandomTowers(new Random(5)).batch(tower, 3);
        List<float[][]> features = new ArrayList<>();
        try (TowerNetwork network =
                TowerNetwork.open(tower, weights, "text.", Options.all().withDropping(dropping))) {
            for (int pass = 0; pass < passes; pass++) {
                long seed = pass;
                features.add(network.trainingFeatures(batch, name -> new SplittableRandom(name.hashCode() + seed)));
            }
            features.add(network.features(batch));
        }
        return features;
    }

    @Test
    void dropsAtRandomInTrainingOnly() {
        float[][] plain = dropped(Dropping.NONE, 1).get(0);
        for (Dropping dropping : List.of(new Dropping(0.2, 0, 0), new Dropping(0, 0.3, 0), new Dropping(0, 0, 0.6))) {
            List<float[][]> features = dropped(dropping, 12);
            assertThat(features.get(12)).isDeepEqualTo(plain);
            assertThat(features.subList(0, 12))
                    .doesNotContain(plain)
                    .anySatisfy(one -> assertThat(one[0]).isNotEqualTo(features.get(0)[0]));
        }
    }

    /** The gradient of what was dropped, by small changes of a weight under the same draws. */
    @Test
    void gradientsGoTheWayThatTheDropsLeft() {
        Tower tower = Samples.bert(24, 2);
        Batch batch = new RandomTowers(new Random(5)).batch(tower, 3);
        RandomWeights weights = new RandomWeights(tower, "", new Random(5));
        Options options = Options.all().withDropping(new Dropping(0.2, 0.2, 0.4));
        for (boolean recompute : new boolean[] {false, true}) {
            try (TowerNetwork network = TowerNetwork.open(tower, weights, "", options.withRecompute(recompute))) {
                network.forward(batch, DRAWS).backward(ones(batch, tower));
                for (Parameter parameter : network.parameters()) {
                    check(network, batch, parameter);
                }
            }
        }
    }

    /** Along the gradient, where float32 tells differences best. */
    private static void check(TowerNetwork network, Batch batch, Parameter parameter) {
        float[] gradient = new float[parameter.gradient().limit()];
        parameter.gradient().get(gradient);
        double square = 0;
        for (float value : gradient) {
            square += (double) value * value;
        }
        if (square < 1e-4) {
            return;
        }
        float step = (float) (2e-2 / Math.sqrt(square));
        double difference =
                loss(network, batch, parameter, gradient, step) - loss(network, batch, parameter, gradient, -step);
        assertThat(difference / (2 * step * square)).as(parameter.name()).isCloseTo(1, within(2e-2));
    }

    private static double loss(TowerNetwork network, Batch batch, Parameter parameter, float[] gradient, float step) {
        float[] before = new float[gradient.length];
        parameter.value().get(before);
        for (int i = 0; i < before.length; i++) {
            parameter.value().put(i, before[i] + step * gradient[i]);
        }
        float[][] features = network.trainingFeatures(batch, DRAWS);
        parameter.value().put(before);
        double loss = 0;
        for (float[] row : features) {
            for (int i = 0; i < row.length; i++) {
                loss += row[i] * ((i % 3) - 0.7f);
            }
        }
        return loss;
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
                for (int i = 0; i < expected.length; i++) {
                    assertThat(network.features(batch)[i]).containsExactly(expected[i], within(1e-5f));
                }
                assertThat(network.trainingFeatures(batch, DRAWS)).isDeepEqualTo(network.features(batch));
                assertThat(pass.features()).isDeepEqualTo(network.features(batch));
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
                    assertThat(some.parameters())
                            .extracting(Parameter::name)
                            .isNotEmpty()
                            .containsExactlyElementsOf(
                                    expected.stream().map(Parameter::name).toList());
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
        assertThat(gradients(tower, Options.all().withTrained(any -> false), batch))
                .isEmpty();
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
                .isThrownBy(() ->
                        TowerNetwork.open(tower, weights, "", Options.all().withHead("none")))
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
