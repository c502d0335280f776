package org.panderm4j.nn.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.panderm4j.nn.tower.Activation;
import org.panderm4j.nn.tower.Attention;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.Head;
import org.panderm4j.nn.tower.Mlp;
import org.panderm4j.nn.tower.Norm;
import org.panderm4j.nn.tower.Positions;
import org.panderm4j.nn.tower.Projection;
import org.panderm4j.nn.tower.Stem;
import org.panderm4j.nn.tower.TextEnd;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.train.Draws;

class InitialWeightsTest {
    private static final int WIDTH = 64;
    private static final Draws DRAWS = name -> new SplittableRandom(name.hashCode());

    private static Towers towers(boolean bias) {
        Head image = new Head(
                true, Head.Pooling.MEAN_OF_PATCHES, Head.PooledNorm.NONE, 1e-6, false, new Projection.Linear(32, true));
        Head text = new Head(
                false, Head.Pooling.MASKED_MEAN, Head.PooledNorm.NONE, 1e-6, false, new Projection.Linear(32, false));
        Stem patches = new Stem.PatchStem(32, 8, WIDTH, true, 2, new Positions.Table(), Optional.empty());
        Stem tokens = new Stem.TokenStem(500, 16, 2, WIDTH, Optional.of(new Norm(1e-12)), new TextEnd.Padding(0));
        return new Towers(
                new Tower(patches, List.of(block(true), block(true)), Map.of(Tower.EMBEDDING, image)),
                Optional.of(new Tower(tokens, List.of(block(false)), Map.of(Tower.EMBEDDING, text))),
                bias);
    }

    private static Block block(boolean layerScale) {
        Attention attention = Attention.plain(4, WIDTH / 4, Attention.Biases.ALL, Attention.Mask.NONE);
        Mlp mlp = Mlp.plain(4 * WIDTH, Activation.GELU);
        return new Block(WIDTH, Block.NormPlace.BEFORE, 1e-6, attention, mlp, layerScale);
    }

    private static float[] values(InitialWeights weights, String name) {
        long size = Arrays.stream(weights.shape(name)).reduce(1, Math::multiplyExact);
        FloatBuffer buffer = FloatBuffer.allocate((int) size);
        weights.copy(name, buffer);
        assertThat(buffer.hasRemaining()).as(name).isFalse();
        return buffer.array();
    }

    private static double deviation(float... values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum / values.length);
    }

    @Test
    void hasAllParametersAndNoOther() {
        InitialWeights weights = new InitialWeights(towers(false), DRAWS);
        assertThat(weights.names()).isEqualTo(towers(false).parameterShapes().keySet());
        weights.names().forEach(name -> {
            for (float value : values(weights, name)) {
                assertThat(value).as(name).isFinite();
            }
        });
        assertThatThrownBy(() -> weights.shape("image.stem.nothing")).hasMessageContaining("image.stem.nothing");
    }

    @Test
    void widthsFollowTheLayersSizes() {
        InitialWeights weights = new InitialWeights(towers(false), DRAWS);
        Map<String, Double> expected = Map.of(
                "image.blocks.0.attention.qkv.weight", Math.pow(WIDTH, -0.5),
                "image.blocks.1.attention.out.weight", Math.pow(2 * 2 * WIDTH, -0.5),
                "text.blocks.0.mlp.down.weight", Math.pow(2 * WIDTH, -0.5),
                "image.blocks.0.mlp.up.weight", Math.pow(2 * WIDTH, -0.5),
                "image.stem.patch.weight", Math.pow(3 * 64, -0.5),
                "image.head.projection.weight", Math.pow(WIDTH, -0.5),
                "text.stem.tokens", 0.02,
                "text.stem.positions", 0.01);
        expected.forEach((name, width) ->
                assertThat(deviation(values(weights, name))).as(name).isCloseTo(width, within(0.08 * width)));
    }

    @Test
    void vectorsBeginAtTheirConstants() {
        InitialWeights weights = new InitialWeights(towers(false), DRAWS);
        assertThat(values(weights, "image.blocks.0.attention.norm.weight")).containsOnly(1f);
        assertThat(values(weights, "image.blocks.0.attention.norm.bias")).containsOnly(0f);
        assertThat(values(weights, "image.blocks.0.attention.query.bias")).containsOnly(0f);
        assertThat(values(weights, "image.blocks.1.mlp.scale")).containsOnly(0.1f);
        assertThat(values(weights, "image.head.projection.bias")).containsOnly(0f);
        assertThat(values(weights, Towers.LOGIT_SCALE)).containsExactly((float) Math.log(1 / 0.07));
    }

    @Test
    void picturePositionsAreWavesOfRowAndColumn() {
        float[] positions = values(new InitialWeights(towers(false), DRAWS), "image.stem.positions");
        int leading = 3; // class token and two registers
        assertThat(Arrays.copyOf(positions, leading * WIDTH)).containsOnly(0f);
        int patch = (leading + 2 * 4 + 3) * WIDTH; // row 2, column 3 of a grid of 4
        int quarter = WIDTH / 4;
        double second = Math.pow(10_000, -1.0 / quarter);
        assertThat(positions[patch]).isCloseTo((float) Math.sin(2), within(1e-6f));
        assertThat(positions[patch + 1]).isCloseTo((float) Math.sin(2 * second), within(1e-6f));
        assertThat(positions[patch + quarter]).isCloseTo((float) Math.cos(2), within(1e-6f));
        assertThat(positions[patch + 2 * quarter]).isCloseTo((float) Math.sin(3), within(1e-6f));
        assertThat(positions[patch + 3 * quarter + 1]).isCloseTo((float) Math.cos(3 * second), within(1e-6f));
    }

    @Test
    void logitsWithABiasBeginAsSiglipDoes() {
        InitialWeights weights = new InitialWeights(towers(true), DRAWS);
        assertThat(values(weights, Towers.LOGIT_SCALE)).containsExactly((float) Math.log(10));
        assertThat(values(weights, Towers.LOGIT_BIAS)).containsExactly(-10f);
    }

    @Test
    void aTensorDependsOnItsOwnStreamAlone() {
        String name = "image.blocks.0.mlp.up.weight";
        Draws others = stream -> new SplittableRandom(stream.hashCode() + 1);
        assertThat(values(new InitialWeights(towers(true), DRAWS), name))
                .isEqualTo(values(new InitialWeights(towers(false), DRAWS), name))
                .isNotEqualTo(values(new InitialWeights(towers(false), others), name));
    }
}
