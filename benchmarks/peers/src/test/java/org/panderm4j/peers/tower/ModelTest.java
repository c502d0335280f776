package org.panderm4j.peers.tower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.tower.ParameterShapes;
import org.panderm4j.nn.tower.TextEnd;
import org.panderm4j.nn.tower.Tower;

class ModelTest {
    @Test
    void modelsHaveThePublishedSizes() {
        assertThat(ParameterShapes.values(Model.VIT_B.tower(0))).isBetween(85_000_000L, 87_000_000L);
        assertThat(ParameterShapes.values(Model.VIT_L.tower(0))).isBetween(303_000_000L, 305_000_000L);
        assertThat(ParameterShapes.values(Model.TEXT.tower(0))).isBetween(108_000_000L, 110_000_000L);
    }

    @Test
    void promptsAreShortAndPadded() {
        Batch.Texts texts = (Batch.Texts) Model.TEXT.batch(64);
        TextEnd end = new TextEnd.Padding(0);
        assertThat(texts.length()).isEqualTo(256);
        for (int[] row : texts.ids()) {
            assertThat(end.length(row)).isBetween(8, 16);
        }
        assertThat(texts).isEqualTo(Model.TEXT.batch(64));
    }

    @Test
    void theMaskTellsTokensFromPadding() {
        assertThat(Flat.mask(2, 9, 3, 0, 0)).containsExactly(1, 1, 1, 0, 0);
    }

    @Test
    void idsAreLaidOutRowByRow() {
        assertThat(Flat.ids(new Batch.Texts(new int[][] {{1, 2}, {3, 4}}))).containsExactly(1, 2, 3, 4);
    }

    @Test
    void everyProcessMakesTheSameWeights() {
        Tower tower = Model.VIT_B.tower(1);
        String name = "blocks.0.mlp.norm.weight";
        FloatBuffer first = FloatBuffer.allocate(768);
        FloatBuffer second = FloatBuffer.allocate(768);
        new SeededWeights(tower).copy(name, first);
        new SeededWeights(tower).copy(name, second);
        assertThat(first.array()).isEqualTo(second.array());
        for (float factor : first.array()) {
            assertThat(factor).isBetween(0.9f, 1.1f);
        }
        new SeededWeights(tower).copy("blocks.0.mlp.norm.bias", second.clear());
        assertThat(first.array()).isNotEqualTo(second.array());
    }

    @Test
    void unknownNamesAreRefused() {
        assertThatThrownBy(() -> Model.of("vit-h"))
                .hasMessageContaining("vit-b, vit-l, text, train-vit-b4, found vit-h");
        assertThatThrownBy(() -> new SeededWeights(Model.VIT_B.tower(1)).shape("stem.nothing"))
                .hasMessageContaining("stem.nothing");
    }
}
