package org.panderm4j.nn.engine.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.panderm4j.nn.graph.TowerGraph;
import org.panderm4j.nn.tower.Head.Pooling;
import org.panderm4j.nn.tower.Tower;

class OutputsTest {
    private static final Tower PICTURES = UnitTowers.pictures(Pooling.CLASS);
    private static final Shape SHAPE = new Shape(3, 14, 3, 4, UnitTowers.EMBEDDING);

    private static long[] inner(Tower tower, String name, Shape shape) {
        return new Outputs(tower, List.of(name)).inner(name, shape);
    }

    @Test
    void shapesOfOneSequence() {
        assertThat(inner(PICTURES, Tower.EMBEDDING, SHAPE)).containsExactly(5);
        assertThat(inner(PICTURES, TowerGraph.pooled(Tower.EMBEDDING), SHAPE)).containsExactly(16);
        assertThat(inner(PICTURES, TowerGraph.tokens(Tower.EMBEDDING), SHAPE)).containsExactly(14, 16);
        assertThat(inner(PICTURES, TowerGraph.block(0), SHAPE)).containsExactly(14, 16);
        assertThat(inner(PICTURES, TowerGraph.PATCHES, SHAPE)).containsExactly(12, 16);
        assertThat(inner(PICTURES, TowerGraph.SEQUENCE, SHAPE)).containsExactly(14, 16);
        assertThat(inner(UnitTowers.joint(Pooling.CLASS), TowerGraph.NETWORK, SHAPE))
                .containsExactly(4, 2, 2);
    }

    @Test
    void roomIsThatOfAllSequences() {
        List<String> names = List.of(Tower.EMBEDDING, TowerGraph.block(0));
        // 3 x 5 and 3 x 14 x 16 values, each at a multiple of 256 bytes
        assertThat(new Outputs(PICTURES, names).bytes(SHAPE)).isEqualTo(256 + 2816);
    }

    @Test
    void onlyHeadsStayWhereTheyAre() {
        assertThat(new Outputs(PICTURES, List.of(Tower.EMBEDDING, TowerGraph.pooled(Tower.EMBEDDING))).stay())
                .isTrue();
        assertThat(new Outputs(PICTURES, List.of(Tower.EMBEDDING, TowerGraph.block(0))).stay())
                .isFalse();
    }
}
