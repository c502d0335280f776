package org.panderm4j.nn.tower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.panderm4j.nn.tower.Attention.Biases;
import org.panderm4j.nn.tower.Attention.Mask;
import org.panderm4j.nn.tower.Attention.Place;
import org.panderm4j.nn.tower.Block.NormPlace;
import org.panderm4j.nn.tower.Head.PooledNorm;
import org.panderm4j.nn.tower.Head.Pooling;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;

/** Sizes that make no sense are refused where they are written down. */
class RecordsTest {
    private static final Positions TABLE = new Positions.Table();

    private static void assertRefused(ThrowingCallable construction, String... parts) {
        assertThatIllegalArgumentException().isThrownBy(construction).withMessageContainingAll(parts);
    }

    private static PatchStem picture(int image, int patch, int registers, Positions positions) {
        return new PatchStem(image, patch, 4, true, registers, positions, Optional.empty());
    }

    private static TokenStem text(int vocabulary, int positions, int types, TextEnd end) {
        return new TokenStem(vocabulary, positions, types, 4, Optional.empty(), end);
    }

    private static Block block(int width, int heads, double eps, Place place) {
        Attention attention = new Attention(heads, 1, Biases.ALL, Mask.NONE, place, false, false);
        return new Block(width, NormPlace.AFTER, eps, attention, Mlp.plain(3, Activation.SILU), true);
    }

    @Test
    void pictures() {
        assertRefused(() -> picture(15, 4, 0, TABLE), "multiple of the patch side", "image 15", "patch 4");
        assertRefused(() -> picture(0, 4, 0, TABLE), "image 0");
        assertRefused(() -> picture(8, 0, 0, TABLE), "patch 0");
        assertRefused(() -> picture(8, 4, -1, TABLE), "registers", "-1");
        assertRefused(() -> new Positions.Rotary(0), "positive base", "0.0");
    }

    @Test
    void tokensOfPictures() {
        PatchStem stem = picture(12, 4, 2, TABLE);
        assertThat(stem.leading()).isEqualTo(3);
        assertThat(stem.tokens()).isEqualTo(3 + 9);
        assertThat(stem.patchValues()).isEqualTo(48);
        assertThat(stem.anyGrid()).isFalse();
        assertThat(picture(12, 4, 2, new Positions.Rotary(100)).anyGrid()).isTrue();
    }

    @Test
    void texts() {
        assertRefused(() -> text(0, 5, 0, new TextEnd.LargestId()), "vocabulary 0");
        assertRefused(() -> text(9, 0, 0, new TextEnd.LargestId()), "positions 0");
        assertRefused(() -> text(9, 5, -1, new TextEnd.LargestId()), "types -1");
        assertRefused(() -> text(9, 5, 0, new TextEnd.Padding(9)), "inside the vocabulary of 9, found 9");
        assertRefused(() -> text(9, 5, 0, new TextEnd.FirstId(11)), "inside the vocabulary of 9, found 11");
        assertThat(text(9, 5, 0, new TextEnd.Padding(8)).padded()).isTrue();
        assertThat(text(9, 5, 0, new TextEnd.FirstId(8)).padded()).isFalse();
    }

    @Test
    void blocks() {
        assertRefused(() -> block(10, 3, 1e-6, Place.NONE), "multiple of the heads", "width 10", "heads 3");
        assertRefused(() -> block(12, 0, 1e-6, Place.NONE), "heads 0");
        assertRefused(() -> block(12, 3, 0, Place.NONE), "positive eps", "0.0");
        assertRefused(() -> block(12, 2, 1e-6, Place.ROTARY), "multiple of 4", "6");
        assertRefused(() -> new Attention(1, 0, Biases.ALL, Mask.NONE, Place.NONE, false, false), "scale 0.0");
        assertRefused(() -> Mlp.plain(0, Activation.GELU), "hidden width", "0");
        assertRefused(() -> new Norm(-1e-6), "positive eps", "-1.0E-6");
    }

    @Test
    void plainAttentionDividesByTheRootOfTheHeadWidth() {
        assertThat(Attention.plain(3, 16, Biases.NO_KEY, Mask.NONE).scale()).isEqualTo(0.25);
    }

    @Test
    void heads() {
        Projection none = new Projection.None();
        assertRefused(() -> new Head(true, Pooling.CLASS, PooledNorm.NONE, 0, false, none), "positive eps", "0.0");
        assertRefused(() -> new Head(false, Pooling.CLASS, PooledNorm.OWN_WEIGHTS, 0, false, none), "positive eps");
        assertThat(new Head(false, Pooling.CLASS, PooledNorm.NONE, 0, true, none).pooler())
                .isTrue();
    }

    @Test
    void projections() {
        assertRefused(() -> new Projection.Linear(0, true), "feature length", "0");
        assertRefused(() -> new Projection.Classifier(-1), "classes", "-1");
        assertRefused(() -> new Projection.TwoLayer(0, 6, Activation.GELU, true, true), "hidden width", "0");
        assertRefused(() -> new Projection.TwoLayer(3, 0, Activation.GELU, true, true), "feature length", "0");
    }

    @Test
    void widthsOfFeatures() {
        assertThat(new Projection.None().outputWidth(12)).isEqualTo(12);
        assertThat(new Projection.Linear(5, true).outputWidth(12)).isEqualTo(5);
        assertThat(new Projection.Classifier(7).outputWidth(12)).isEqualTo(7);
        assertThat(new Projection.TwoLayer(3, 6, Activation.GELU, true, true).outputWidth(12))
                .isEqualTo(6);
    }
}
