package org.panderm4j.nn.tower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.panderm4j.nn.tower.Attention.Place;
import org.panderm4j.nn.tower.Stem.JointStem;

/** Sizes of towers over pictures and texts, and what is refused. */
class JointStemTest {
    /** The sizes of BiomedGPT "base". */
    private static JointStem stem(int positions, int tokenBucket, List<Integer> prompt) {
        List<ResNet.Stage> stages =
                List.of(new ResNet.Stage(3, 64, 256), new ResNet.Stage(4, 128, 512), new ResNet.Stage(23, 256, 1024));
        return new JointStem(384, new ResNet(64, stages, 1e-5), 42, 100, positions, tokenBucket, 24, 1e-5, 1, prompt);
    }

    private static Block block(int heads, Place place) {
        Attention attention = new Attention(
                heads, Math.sqrt(heads / 48.0), Attention.Biases.ALL, Attention.Mask.PADDING, place, true, true);
        Mlp mlp = new Mlp(96, Activation.GELU, false, true, true);
        return new Block(24, Block.NormPlace.BEFORE, 1e-5, attention, mlp, false);
    }

    private static Tower tower(Block... blocks) {
        Head head =
                new Head(true, Head.Pooling.FIRST_OF_TEXT, Head.PooledNorm.NONE, 1e-5, false, new Projection.None());
        return new Tower(stem(1026, 256, List.of(0, 2)), List.of(blocks), Map.of(Tower.EMBEDDING, head));
    }

    @Test
    void sizes() {
        JointStem stem = stem(1026, 256, List.of(0, 2));
        assertThat(stem.grid()).isEqualTo(24);
        assertThat(stem.imageTokens()).isEqualTo(576);
        assertThat(stem.imageDistances()).isEqualTo(6892);
        assertThat(stem.tokenDistances()).isEqualTo(511);
        assertThat(stem.longestText()).isEqualTo(1024);
        assertThat(stem(20, 256, List.of(0)).longestText()).isEqualTo(20);
    }

    @Test
    void refusesImpossibleSizes() {
        assertThatThrownBy(() -> stem(20, 1, List.of(0))).hasMessage("expected a token bucket of at least 2, found 1");
        assertThatThrownBy(() -> stem(2, 4, List.of(0, 5, 2)))
                .hasMessage("expected a prompt of at most 2 tokens, found 3");
    }

    @Test
    void blocksShareTheScoresOfPlaces() {
        assertThat(tower(block(4, Place.RELATIVE), block(4, Place.RELATIVE)).blocks())
                .hasSize(2);
        String expected = "expected blocks on a joint stem to share RELATIVE places, heads and scale";
        assertThatThrownBy(() -> tower(block(4, Place.RELATIVE), block(2, Place.RELATIVE)))
                .hasMessageStartingWith(expected);
        assertThatThrownBy(() -> tower(block(4, Place.NONE))).hasMessageStartingWith(expected);
        assertThatThrownBy(() -> tower()).hasMessageStartingWith(expected);
    }
}
