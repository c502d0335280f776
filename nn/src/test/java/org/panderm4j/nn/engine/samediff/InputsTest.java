package org.panderm4j.nn.engine.samediff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SameDiff;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.graph.TowerGraph;
import org.panderm4j.nn.reference.RandomTowers;
import org.panderm4j.nn.reference.RandomWeights;
import org.panderm4j.nn.reference.Samples;
import org.panderm4j.nn.tower.Tower;

/** A batch is fed as exactly the placeholders that the graph declares: SameDiff refuses others. */
class InputsTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void nothingIsMissingOrTooMuch(long seed) {
        RandomTowers towers = new RandomTowers(new Random(seed));
        for (Tower tower : List.of(towers.image(), towers.text())) {
            check(tower, towers.batch(tower));
        }
    }

    static List<Tower> samples() {
        return List.of(
                Samples.panderm(8, 2),
                Samples.bert(8, 2),
                Samples.clipText(8, 2),
                Samples.clipImage(8, 2),
                Samples.dino(8, 2, true));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void nothingIsMissingOrTooMuchInKnownKinds(Tower tower) {
        check(tower, new RandomTowers(new Random(1)).batch(tower));
    }

    private static void check(Tower tower, Batch batch) {
        SameDiff graph = SameDiff.create();
        try (Constants constants = new Constants(graph, new RandomWeights(tower, "", new Random(1)), "");
                Inputs inputs = Inputs.of(batch, tower)) {
            TowerGraph.build(graph, tower, constants);
            assertThat(graph.inputs())
                    .as("%s", tower)
                    .containsExactlyInAnyOrderElementsOf(inputs.arrays().keySet());
            inputs.arrays().forEach((name, array) -> {
                long[] declared = graph.getVariable(name).placeholderShape();
                long[] fed = array.shape();
                assertThat(fed).as(name).hasSameSizeAs(declared);
                for (int axis = 0; axis < fed.length; axis++) {
                    assertThat(declared[axis]).as(name).isIn(-1L, fed[axis]);
                }
            });
        }
    }
}
