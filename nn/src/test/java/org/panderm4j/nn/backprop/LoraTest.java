package org.panderm4j.nn.backprop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.nn.backprop.TowerNetwork.Options;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.engine.Encoder;
import org.panderm4j.nn.engine.EngineOptions;
import org.panderm4j.nn.engine.Engines;
import org.panderm4j.nn.engine.samediff.SameDiffEncoder;
import org.panderm4j.nn.lora.Adapters;
import org.panderm4j.nn.lora.Lora;
import org.panderm4j.nn.lora.LoraTarget;
import org.panderm4j.nn.lora.MergedWeights;
import org.panderm4j.nn.reference.DoubleTower;
import org.panderm4j.nn.reference.RandomTowers;
import org.panderm4j.nn.reference.RandomWeights;
import org.panderm4j.nn.reference.Samples;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.nn.train.Draws;
import org.panderm4j.nn.train.Parameter;
import org.panderm4j.nn.train.optimizer.ParameterGroup;
import org.panderm4j.nn.train.optimizer.ParameterGroups;

class LoraTest {
    private static final Draws DRAWS = name -> new SplittableRandom(name.hashCode());
    private static final double STEP = 1e-5;

    static LongStream seeds() {
        return new Random(52).longs(12, 0, 1_000_000);
    }

    /** As after some training: neither A nor B is 0. */
    private static LearnedAdapters learned(Lora lora, Tower tower, String prefix, Random random) {
        LearnedAdapters values = new LearnedAdapters();
        lora.shapes(tower).forEach((name, shape) -> values.put(prefix + name, shape, random));
        return values;
    }

    private static Lora randomLora(Tower tower, Random random) {
        EnumSet<LoraTarget> targets = EnumSet.noneOf(LoraTarget.class);
        for (LoraTarget target : LoraTarget.values()) {
            if (random.nextBoolean() && tower.blocks().stream().anyMatch(target::isIn)) {
                targets.add(target);
            }
        }
        if (targets.isEmpty()) {
            targets.add(LoraTarget.VALUE);
        }
        Set<Integer> blocks = new HashSet<>();
        for (int i = 0; i < tower.blocks().size() && random.nextBoolean(); i++) {
            blocks.add(random.nextInt(tower.blocks().size()));
        }
        int rank = 1 + random.nextInt(4);
        return new Lora(rank, rank * (0.5 + random.nextDouble()), targets, blocks, 0);
    }

    private static Options frozen(Adapters adapters) {
        return Options.all().withTrained(any -> false).withAdapters(adapters);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void gradientsOfAdapters(long seed) {
        Random random = new Random(seed);
        RandomTowers towers = new RandomTowers(random);
        Tower tower = random.nextBoolean() ? towers.image() : towers.text();
        check(tower, towers.batch(tower), randomLora(tower, random), random);
    }

    @Test
    void gradientsOfAllTargetsTogether() {
        Tower tower = Samples.dino(12, 1, true);
        Lora lora = new Lora(3, 2, EnumSet.allOf(LoraTarget.class), Set.of(), 0);
        check(tower, new RandomTowers(new Random(3)).batch(tower, 2), lora, new Random(3));
    }

    private static void check(Tower tower, Batch batch, Lora lora, Random random) {
        RandomWeights weights = new RandomWeights(tower, "image.", random);
        LearnedAdapters values = learned(lora, tower, "clinical.", random);
        Options options = frozen(new Adapters(lora, values, "clinical.")).withName("clinical.");
        float[][] factors = new float[batch.size()][tower.outputWidth(Tower.EMBEDDING)];
        for (float[] row : factors) {
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        for (boolean recompute : new boolean[] {false, true}) {
            try (TowerNetwork network = TowerNetwork.open(tower, weights, "image.", options.withRecompute(recompute))) {
                network.forward(batch, DRAWS).backward(factors);
                assertThat(network.parameters())
                        .extracting(Parameter::name)
                        .containsExactlyElementsOf(values.names())
                        .isNotEmpty();
                double largest = network.parameters().stream()
                        .mapToDouble(parameter -> Math.abs(parameter.gradient().get(largest(parameter.gradient()))))
                        .max()
                        .orElseThrow();
                for (Parameter parameter : network.parameters()) {
                    FloatBuffer gradient = parameter.gradient();
                    int top = largest(gradient);
                    double scale = Math.max(Math.abs(gradient.get(top)), 1e-3 * largest);
                    for (int entry : new int[] {top, random.nextInt(gradient.limit())}) {
                        double expected = difference(
                                values.doubles(parameter.name()),
                                entry,
                                () -> loss(tower, batch, weights, lora, values, factors));
                        assertThat(Math.abs(gradient.get(entry) - expected) / scale)
                                .as("%s at %d, expected %s, of %s", parameter.name(), entry, expected, tower)
                                .isLessThan(GradientCheck.TOLERANCE);
                    }
                }
            }
        }
    }

    private interface Loss {
        double value();
    }

    private static double difference(double[] values, int entry, Loss loss) {
        double value = values[entry];
        values[entry] = value + STEP;
        double above = loss.value();
        values[entry] = value - STEP;
        double below = loss.value();
        values[entry] = value;
        return (above - below) / (2 * STEP);
    }

    private static double loss(
            Tower tower, Batch batch, RandomWeights weights, Lora lora, LearnedAdapters values, float[][] factors) {
        Map<String, double[]> merged = weights.doubles();
        for (int i = 0; i < tower.blocks().size(); i++) {
            for (LoraTarget target : lora.targets()) {
                String block = "blocks." + i + ".";
                if (values.names().contains("clinical." + block + target.up())) {
                    merge(
                            merged.get(block + target.weight()),
                            values.doubles("clinical." + block + target.down()),
                            values.doubles("clinical." + block + target.up()),
                            lora,
                            target);
                }
            }
        }
        double[] features = new DoubleTower(tower, merged).run(batch).get(Tower.EMBEDDING);
        double loss = 0;
        for (int i = 0; i < features.length; i++) {
            loss += factors[i / factors[0].length][i % factors[0].length] * features[i];
        }
        return loss;
    }

    private static void merge(double[] weight, double[] down, double[] up, Lora lora, LoraTarget target) {
        int in = down.length / lora.rank();
        int out = up.length / lora.rank();
        int part = List.of(LoraTarget.QUERY, LoraTarget.KEY, LoraTarget.VALUE).indexOf(target);
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
                for (int k = 0; k < lora.rank(); k++) {
                    weight[(Math.max(part, 0) * out + o) * in + i] +=
                            lora.alpha() / lora.rank() * up[o * lora.rank() + k] * down[k * in + i];
                }
            }
        }
    }

    private static int largest(FloatBuffer values) {
        int largest = 0;
        for (int i = 1; i < values.limit(); i++) {
            if (Math.abs(values.get(i)) > Math.abs(values.get(largest))) {
                largest = i;
            }
        }
        return largest;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void mergedWeightsGiveTheFeaturesOfTheAdaptedTower(long seed) {
        Random random = new Random(seed);
        RandomTowers towers = new RandomTowers(random);
        Tower tower = random.nextBoolean() ? towers.image() : towers.text();
        Batch batch = towers.batch(tower);
        Lora lora = randomLora(tower, random);
        RandomWeights weights = new RandomWeights(tower, "image.", random);
        Adapters adapters = new Adapters(lora, learned(lora, tower, "derm.", random), "derm.");
        Weights merged = new MergedWeights(tower, weights, "image.", adapters);
        try (TowerNetwork network = TowerNetwork.open(tower, weights, "image.", frozen(adapters));
                Encoder plain = SameDiffEncoder.open(tower, weights, "image.", 0);
                Encoder adapted = SameDiffEncoder.open(tower, merged, "image.", 0);
                Encoder fast = Engines.open(tower, merged, "image.", EngineOptions.DEFAULT)) {
            float[][] expected = network.features(batch);
            requireClose(adapted.features(batch, Tower.EMBEDDING), expected);
            requireClose(fast.features(batch, Tower.EMBEDDING), expected);
            assertThat(largestDifference(plain.features(batch, Tower.EMBEDDING), expected))
                    .isGreaterThan(1e-3);
        }
    }

    private static void requireClose(float[][] found, float[][] expected) {
        double largest = 0;
        for (float[] row : expected) {
            for (float value : row) {
                largest = Math.max(largest, Math.abs(value));
            }
        }
        assertThat(largestDifference(found, expected) / largest).isLessThan(2e-5);
    }

    private static double largestDifference(float[][] found, float[][] expected) {
        double largest = 0;
        for (int i = 0; i < expected.length; i++) {
            for (int j = 0; j < expected[i].length; j++) {
                largest = Math.max(largest, Math.abs(found[i][j] - expected[i][j]));
            }
        }
        return largest;
    }

    @Test
    void newAdaptersChangeNothing() {
        Tower tower = Samples.panderm(24, 2);
        Batch batch = new RandomTowers(new Random(5)).batch(tower, 3);
        RandomWeights weights = new RandomWeights(tower, "", new Random(5));
        Lora lora = Lora.of(4, 8, LoraTarget.QUERY, LoraTarget.VALUE, LoraTarget.DOWN);
        Adapters adapters = Adapters.initial(lora, tower, "", DRAWS);
        try (TowerNetwork plain = TowerNetwork.open(tower, weights, "", Options.all());
                TowerNetwork adapted = TowerNetwork.open(tower, weights, "", frozen(adapters))) {
            assertThat(adapted.features(batch)).isDeepEqualTo(plain.features(batch));
            for (Parameter parameter : adapted.parameters()) {
                boolean up = parameter.name().endsWith("lora_b");
                double bound = 1 / Math.sqrt((double) parameter.shape()[1]);
                double largest = Math.abs(parameter.value().get(largest(parameter.value())));
                assertThat(largest).as(parameter.name()).isBetween(up ? 0 : 0.8 * bound, up ? 0 : bound);
            }
        }
    }

    /** No gradient of a frozen weight is among what is computed, nor anything of its size. */
    @Test
    void frozenWeightsCostNothingOnTheWayBack() {
        Tower tower = Samples.panderm(24, 2);
        RandomWeights weights = new RandomWeights(tower, "", new Random(5));
        Lora lora = new Lora(2, 4, Set.of(LoraTarget.QUERY, LoraTarget.UP), Set.of(1), 0);
        Options options = frozen(Adapters.initial(lora, tower, "", DRAWS));
        try (FrozenTensors frozen = new FrozenTensors(weights);
                LearnedTower learned = LearnedTower.open(tower, frozen, "", options, Optional.empty())) {
            assertThat(learned.lowest()).isEqualTo(2); // behind the stem and a block that is not adapted
            Link link = learned.learning().get(0);
            Segment.Training training = link.training(false);
            assertThat(training.gradients().keySet())
                    .containsExactlyInAnyOrder(
                            "attention.query.lora_a", "attention.query.lora_b", "mlp.up.lora_a", "mlp.up.lora_b");
            Set<String> everything = new HashSet<>(link.segment().parameters());
            Segment.Training whole = link.segment().training(everything);
            for (String weight : List.of("attention.qkv.weight", "mlp.up.weight", "mlp.up.bias", "mlp.norm.weight")) {
                String gradient = whole.gradients().get(weight);
                assertThat(whole.back().made()).contains(gradient);
                assertThat(training.back().made()).as(weight).doesNotContain(gradient);
            }
        }
    }

    @Test
    void adaptersDropTheirInputInTrainingOnly() {
        Tower tower = Samples.panderm(24, 2);
        Batch batch = new RandomTowers(new Random(5)).batch(tower, 3);
        RandomWeights weights = new RandomWeights(tower, "", new Random(5));
        Lora lora = new Lora(2, 4, EnumSet.of(LoraTarget.KEY, LoraTarget.VALUE, LoraTarget.UP), Set.of(), 0.5);
        Adapters adapters = new Adapters(lora, learned(lora, tower, "", new Random(5)), "");
        try (TowerNetwork network = TowerNetwork.open(tower, weights, "", frozen(adapters))) {
            float[][] features = network.trainingFeatures(batch, DRAWS);
            assertThat(network.trainingFeatures(batch, DRAWS)).isDeepEqualTo(features);
            assertThat(features).isNotEqualTo(network.features(batch));
            assertThat(network.trainingFeatures(batch, name -> new SplittableRandom(name.hashCode() + 1L)))
                    .isNotEqualTo(features);
            network.forward(batch, DRAWS).backward(features);
        }
    }

    @Test
    void adaptersAreGroupedWithTheirBlocks() {
        Tower tower = Samples.panderm(24, 2);
        RandomWeights weights = new RandomWeights(tower, "image.", new Random(5));
        Adapters adapters = Adapters.initial(Lora.of(2, 2, LoraTarget.QUERY), tower, "clinical.", DRAWS);
        Options options = frozen(adapters).withName("clinical.");
        try (TowerNetwork network = TowerNetwork.open(tower, weights, "image.", options)) {
            List<ParameterGroup> groups = ParameterGroups.of(network.parameters())
                    .decay(0.1)
                    .layerDecay(0.5)
                    .build();
            assertThat(groups)
                    .extracting(ParameterGroup::name, ParameterGroup::rateFactor, ParameterGroup::decay)
                    .containsExactly(tuple("clinical.blocks.0", 0.25, 0.1), tuple("clinical.blocks.1", 0.5, 0.1));
        }
    }

    @Test
    void networksOfOneModelShareWhatIsFrozen() {
        Tower tower = Samples.panderm(24, 2);
        Batch batch = new RandomTowers(new Random(5)).batch(tower, 3);
        RandomWeights weights = new RandomWeights(tower, "image.", new Random(5));
        Lora lora = Lora.of(2, 2, LoraTarget.QUERY);
        List<float[][]> features = new ArrayList<>();
        try (FrozenTensors shared = new FrozenTensors(weights)) {
            for (String name : List.of("clinical.", "derm.")) {
                Adapters adapters = new Adapters(lora, learned(lora, tower, name, new Random(name.length())), name);
                try (TowerNetwork own = TowerNetwork.open(tower, weights, "image.", frozen(adapters));
                        TowerNetwork sharing = TowerNetwork.open(
                                tower, shared, "image.", frozen(adapters).withName(name))) {
                    assertThat(sharing.features(batch)).isDeepEqualTo(own.features(batch));
                    features.add(sharing.features(batch));
                    assertThat(sharing.parameters()).allMatch(one -> one.name().startsWith(name));
                }
            }
            assertThat(features.get(0)).isNotEqualTo(features.get(1));
            long[] shape = weights.shape("image.blocks.0.mlp.up.weight");
            assertThat(shared.array("image.blocks.0.mlp.up.weight", shape))
                    .isSameAs(shared.array("image.blocks.0.mlp.up.weight", shape));
        }
    }

    /** Only the head learns, so blocks below are not passed by; without frozen ones they are. */
    @Test
    void noBlockIsPassedByInWhichNothingLearns() {
        Tower tower = Samples.panderm(24, 2);
        Batch batch = new RandomTowers(new Random(5)).batch(tower, 16);
        RandomWeights weights = new RandomWeights(tower, "", new Random(5));
        Options deep = Options.all().withDropping(new Dropping(0, 0, 0.9));
        try (TowerNetwork all = TowerNetwork.open(tower, weights, "", deep);
                TowerNetwork head =
                        TowerNetwork.open(tower, weights, "", deep.withTrained(name -> name.startsWith("head.")))) {
            assertThat(head.trainingFeatures(batch, DRAWS)).isDeepEqualTo(head.features(batch));
            assertThat(all.trainingFeatures(batch, DRAWS)).isNotEqualTo(all.features(batch));
        }
    }

    @Test
    void refusesWhatDoesNotFit() {
        Tower tower = Samples.panderm(24, 2);
        RandomWeights weights = new RandomWeights(tower, "", new Random(5));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Lora.of(2, 2, LoraTarget.GATE).shapes(tower))
                .withMessageContaining("GATE");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Lora(2, 2, Set.of(LoraTarget.UP), Set.of(2), 0).shapes(tower))
                .withMessageContaining("from 0 to 1")
                .withMessageContaining("found 2");
        assertThatIllegalArgumentException().isThrownBy(() -> Lora.of(0, 2, LoraTarget.UP));
        assertThatIllegalArgumentException().isThrownBy(() -> new Lora(2, 2, Set.of(), Set.of(), 0));
        Adapters narrow = Adapters.initial(Lora.of(2, 2, LoraTarget.UP), tower, "", DRAWS);
        Adapters asWide = new Adapters(Lora.of(3, 2, LoraTarget.UP), narrow.values(), "");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TowerNetwork.open(tower, weights, "", frozen(asWide)))
                .withMessageContaining("blocks.0.mlp.up.lora_a");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MergedWeights(tower, weights, "", asWide))
                .withMessageContaining("blocks.0.mlp.up.lora_a");
    }
}
