package org.panderm4j.nn.engine.samediff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.graph.Parameters;
import org.panderm4j.nn.graph.TowerGraph;
import org.panderm4j.nn.reference.DoubleTower;
import org.panderm4j.nn.reference.RandomTowers;
import org.panderm4j.nn.reference.RandomWeights;
import org.panderm4j.nn.reference.Samples;
import org.panderm4j.nn.tower.Activation;
import org.panderm4j.nn.tower.Attention;
import org.panderm4j.nn.tower.Attention.Biases;
import org.panderm4j.nn.tower.Attention.Mask;
import org.panderm4j.nn.tower.Attention.Place;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.Block.NormPlace;
import org.panderm4j.nn.tower.Head;
import org.panderm4j.nn.tower.Head.PooledNorm;
import org.panderm4j.nn.tower.Head.Pooling;
import org.panderm4j.nn.tower.Mlp;
import org.panderm4j.nn.tower.Projection;
import org.panderm4j.nn.tower.Projection.Classifier;
import org.panderm4j.nn.tower.Projection.TwoLayer;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.Tower;

/**
 * The graph with variables in place of constants: ND4J's gradients against central differences of plain double-precision loops.
 *
 * <p>The token and position tables of a text tower stay constants: ND4J's gradient of {@code gather} is wrong.
 */
class GradientTest {
    /** Of float32 gradients, relative to the largest of a parameter. */
    private static final double TOLERANCE = 2e-4;

    private static final double STEP = 1e-5;
    private static final int ENTRIES = 6;
    private static final int WIDTH = 12;

    static List<Tower> samples() {
        return List.of(
                Samples.panderm(WIDTH, 3),
                Samples.bert(WIDTH, 3),
                Samples.clipText(WIDTH, 3),
                Samples.clipImage(WIDTH, 3),
                Samples.dino(WIDTH, 3, true),
                Samples.dino(WIDTH, 3, false));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void knownKinds(Tower tower) {
        check(tower);
    }

    @ParameterizedTest
    @EnumSource(NormPlace.class)
    void everythingThatABlockMayHave(NormPlace norm) {
        Attention attention = new Attention(3, 0.4, Biases.ALL, Mask.NONE, Place.ROTARY, true, true);
        Mlp mlp = new Mlp(20, Activation.GELU_TANH, true, true, true);
        check(Samples.with(Samples.dino(WIDTH, 3, true), new Block(WIDTH, norm, 1e-6, attention, mlp, true)));
    }

    @ParameterizedTest
    @EnumSource(NormPlace.class)
    void nothingThatABlockMayLack(NormPlace norm) {
        Attention attention = Attention.plain(3, 4, new Biases(false, false, false, false), Mask.PADDING);
        Mlp mlp = new Mlp(20, Activation.SILU, false, false, false);
        check(Samples.with(Samples.bert(WIDTH, 3), new Block(WIDTH, norm, 1e-6, attention, mlp, false)));
    }

    static List<Head> heads() {
        return List.of(
                new Head(true, Pooling.MEAN_OF_PATCHES, PooledNorm.OWN_WEIGHTS, 1e-6, true, new Classifier(5)),
                new Head(
                        false,
                        Pooling.MEAN_OF_PATCHES,
                        PooledNorm.NONE,
                        0,
                        false,
                        new TwoLayer(8, 5, Activation.QUICK_GELU, true, true)));
    }

    /** The slice of patches behind four registers, and the projections. */
    @ParameterizedTest
    @MethodSource("heads")
    void headsOverPatches(Head head) {
        check(Samples.with(Samples.dino(WIDTH, 3, false), head));
    }

    /** BERT's text read by the mean. */
    @Test
    void maskedMean() {
        Projection projection = new TwoLayer(8, 5, Activation.GELU_TANH, false, false);
        check(Samples.with(
                Samples.bert(WIDTH, 3),
                new Head(true, Pooling.MASKED_MEAN, PooledNorm.SAME_WEIGHTS, 1e-6, false, projection)));
    }

    private static void check(Tower tower) {
        check(tower, tower.stem() instanceof TokenStem ? List.of("stem.tokens", "stem.positions") : List.of());
    }

    private static void check(Tower tower, List<String> constants) {
        Random random = new Random(17);
        RandomWeights weights = new RandomWeights(tower, "", random);
        Batch batch = new RandomTowers(random).batch(tower, 3);
        double[] direction =
                random.doubles(3L * tower.outputWidth(Tower.EMBEDDING), -1, 1).toArray();
        Map<String, INDArray> gradients = gradients(tower, weights, constants, batch, direction);
        assertThat(gradients).hasSize(weights.names().size() - constants.size());
        gradients.forEach((name, gradient) -> {
            float[] found = gradient.dup('c').data().asFloat();
            assertThat(found).as(name).hasSameSizeAs(weights.values(name));
            compare(name, found, tower, weights, batch, direction);
        });
    }

    private static Map<String, INDArray> gradients(
            Tower tower, RandomWeights weights, List<String> constants, Batch batch, double[] direction) {
        SameDiff graph = SameDiff.create();
        Map<String, SDVariable> variables = new LinkedHashMap<>();
        List<String> learned = new ArrayList<>();
        Parameters parameters = (name, shape) -> variables.computeIfAbsent(name, any -> {
            INDArray array = Nd4j.create(weights.values(name), shape, 'c');
            if (constants.contains(name)) {
                return graph.constant(name, array);
            }
            learned.add(name);
            return graph.var(name, array);
        });
        TowerGraph.build(graph, tower, parameters);
        INDArray factors = Nd4j.createFromArray(direction)
                .castTo(DataType.FLOAT)
                .reshape(batch.size(), direction.length / batch.size());
        graph.getVariable(Tower.EMBEDDING)
                .mul(graph.constant(factors))
                .sum("loss", 0, 1)
                .markAsLoss();
        try (Inputs inputs = Inputs.of(batch, tower)) {
            return graph.calculateGradients(inputs.arrays(), learned);
        }
    }

    /** A few entries, spread over the parameter. */
    private static void compare(
            String name, float[] found, Tower tower, RandomWeights weights, Batch batch, double[] direction) {
        Map<String, double[]> shifted = weights.doubles();
        DoubleTower reference = new DoubleTower(tower, shifted);
        double[] values = shifted.get(name);
        double largest = 1e-3;
        for (float entry : found) {
            largest = Math.max(largest, Math.abs(entry));
        }
        for (int k = 0; k < Math.min(ENTRIES, values.length); k++) {
            int at = k * (values.length - 1) / Math.max(1, ENTRIES - 1);
            double value = values[at];
            values[at] = value + STEP;
            double above = loss(reference, batch, direction);
            values[at] = value - STEP;
            double below = loss(reference, batch, direction);
            values[at] = value;
            assertThat(Math.abs((above - below) / (2 * STEP) - found[at]) / largest)
                    .as("gradient of %s[%d]", name, at)
                    .isLessThan(TOLERANCE);
        }
    }

    private static double loss(DoubleTower reference, Batch batch, double[] direction) {
        double[] features = reference.run(batch).get(Tower.EMBEDDING);
        double loss = 0;
        for (int i = 0; i < features.length; i++) {
            loss += features[i] * direction[i];
        }
        return loss;
    }
}
