package org.panderm4j.nn.engine.samediff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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
import org.panderm4j.nn.tower.Activation;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.Block.NormPlace;
import org.panderm4j.nn.tower.Head;
import org.panderm4j.nn.tower.Projection;
import org.panderm4j.nn.tower.Stem;
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

    @ParameterizedTest
    @EnumSource(NormPlace.class)
    void imageTower(NormPlace norm) {
        check(
                tower(
                        new Stem.PatchStem(6, 2, 12, true),
                        norm,
                        Block.Mask.NONE,
                        Head.Pooling.MEAN_OF_PATCHES,
                        new Projection.Linear(5, true)),
                List.of());
    }

    @ParameterizedTest
    @EnumSource(NormPlace.class)
    void textTower(NormPlace norm) {
        check(
                tower(
                        new Stem.TokenStem(9, 7, 2, 12, 1e-12, 0),
                        norm,
                        Block.Mask.PADDING,
                        Head.Pooling.MASKED_MEAN,
                        new Projection.TwoLayer(8, 5, Activation.GELU)),
                List.of("stem.tokens", "stem.positions"));
    }

    private static Tower tower(
            Stem stem, NormPlace norm, Block.Mask mask, Head.Pooling pooling, Projection projection) {
        Block block = new Block(12, 3, norm, 1e-6, Block.Biases.ALL, true, mask, 20, Activation.GELU);
        Head head = new Head(true, pooling, Head.PooledNorm.SAME_WEIGHTS, 1e-6, projection);
        return new Tower(stem, List.of(block, block), Map.of(Tower.EMBEDDING, head));
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
