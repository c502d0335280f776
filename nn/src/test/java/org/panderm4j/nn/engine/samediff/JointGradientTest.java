package org.panderm4j.nn.engine.samediff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.graph.Parameters;
import org.panderm4j.nn.graph.TowerGraph;
import org.panderm4j.nn.reference.DoubleJointTower;
import org.panderm4j.nn.reference.RandomJointTowers;
import org.panderm4j.nn.reference.RandomWeights;
import org.panderm4j.nn.tower.ParameterNames;
import org.panderm4j.nn.tower.Tower;

/**
 * Gradients of a tower over pictures and texts against central differences of plain loops in double precision.
 *
 * <p>Tables whose rows are looked up stay constants: ND4J's gradient of {@code gather} is wrong. So does the residual network: its
 * gradient of {@code conv2d} takes no kernels in our order.
 */
class JointGradientTest {
    /** Of float32 gradients, relative to the largest of a parameter. */
    private static final double TOLERANCE = 5e-4;

    private static final double STEP = 1e-6;
    private static final int ENTRIES = 4;
    private static final List<String> LOOKED_UP =
            List.of("stem.tokens", "stem.positions", "attention.image_distances", "attention.token_distances");

    private static boolean learned(String name) {
        return !name.startsWith(ParameterNames.NETWORK) && LOOKED_UP.stream().noneMatch(name::endsWith);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everythingElse(long seed) {
        RandomJointTowers towers = new RandomJointTowers(new Random(seed));
        Tower tower = towers.tower();
        RandomWeights weights = towers.weights(tower, "");
        Batch.Joint batch = towers.batch(tower, 2);
        double[] direction = new Random(seed)
                .doubles(2L * tower.outputWidth(Tower.EMBEDDING), -1, 1)
                .toArray();
        Map<String, SDVariable> learned = new LinkedHashMap<>();
        Map<String, INDArray> gradients = gradients(tower, weights, learned, batch, direction);
        assertThat(gradients.keySet()).isEqualTo(learned.keySet()).isNotEmpty();
        gradients.forEach((name, gradient) ->
                compare(name, gradient.dup('c').data().asFloat(), tower, weights.doubles(), batch, direction));
    }

    private static Map<String, INDArray> gradients(
            Tower tower,
            RandomWeights weights,
            Map<String, SDVariable> learned,
            Batch.Joint batch,
            double... direction) {
        SameDiff graph = SameDiff.create();
        Map<String, SDVariable> constants = new LinkedHashMap<>();
        Parameters parameters = (name, shape) -> {
            INDArray array = Nd4j.create(weights.values(name), shape, 'c');
            return learned(name)
                    ? learned.computeIfAbsent(name, any -> graph.var(name, array))
                    : constants.computeIfAbsent(name, any -> graph.constant(name, array));
        };
        TowerGraph.build(graph, tower, parameters);
        INDArray factors =
                Nd4j.createFromArray(direction).castTo(DataType.FLOAT).reshape(batch.size(), -1);
        graph.getVariable(Tower.EMBEDDING)
                .mul(graph.constant(factors))
                .sum("loss", 0, 1)
                .markAsLoss();
        try (Inputs inputs = Inputs.of(batch, tower)) {
            return graph.calculateGradients(inputs.arrays(), List.copyOf(learned.keySet()));
        }
    }

    /** A few entries, spread over the parameter. */
    private static void compare(
            String name, float[] found, Tower tower, Map<String, double[]> weights, Batch.Joint batch, double[] way) {
        DoubleJointTower reference = new DoubleJointTower(tower, weights);
        double[] values = weights.get(name);
        assertThat(found).as(name).hasSize(values.length);
        double largest = 1e-2;
        for (float entry : found) {
            largest = Math.max(largest, Math.abs(entry));
        }
        for (int k = 0; k < Math.min(ENTRIES, values.length); k++) {
            int at = k * (values.length - 1) / (ENTRIES - 1);
            double value = values[at];
            values[at] = value + STEP;
            double above = loss(reference, batch, way);
            values[at] = value - STEP;
            double below = loss(reference, batch, way);
            values[at] = value;
            assertThat(Math.abs((above - below) / (2 * STEP) - found[at]) / largest)
                    .as("gradient of %s[%d]", name, at)
                    .isLessThan(TOLERANCE);
        }
    }

    private static double loss(DoubleJointTower reference, Batch.Joint batch, double... direction) {
        double[] features = reference.run(batch).get(Tower.EMBEDDING);
        double loss = 0;
        for (int i = 0; i < features.length; i++) {
            loss += features[i] * direction[i];
        }
        return loss;
    }
}
