package org.panderm4j.nn.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.panderm4j.nn.reference.RandomTowers;
import org.panderm4j.nn.tower.ParameterShapes;
import org.panderm4j.nn.tower.Tower;

/** What the list of parameters says is exactly what building the graph asks for. */
class ParameterShapesTest {
    /** Notes what it is asked for. */
    private static final class Recorder implements Parameters {
        private final SameDiff graph;
        private final Map<String, List<Long>> asked = new LinkedHashMap<>();
        private final Map<String, SDVariable> variables = new LinkedHashMap<>();

        Recorder(SameDiff graph) {
            this.graph = graph;
        }

        @Override
        public SDVariable get(String name, long... shape) {
            List<Long> axes = Arrays.stream(shape).boxed().toList();
            List<Long> before = asked.put(name, axes);
            assertThat(before).as(name).isIn(null, axes);
            return variables.computeIfAbsent(name, any -> graph.constant(name, Nd4j.zeros(DataType.FLOAT, shape)));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void listIsComplete(long seed) {
        RandomTowers towers = new RandomTowers(new Random(seed));
        for (Tower tower : List.of(towers.image(), towers.text())) {
            SameDiff graph = SameDiff.create();
            Recorder recorder = new Recorder(graph);
            TowerGraph.build(graph, tower, recorder);
            Map<String, List<Long>> listed = new LinkedHashMap<>();
            ParameterShapes.of(tower)
                    .forEach((name, shape) ->
                            listed.put(name, Arrays.stream(shape).boxed().toList()));
            assertThat(listed).as("seed %d, %s", seed, tower).isEqualTo(recorder.asked);
        }
    }
}
