package org.panderm4j.nn.tower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.panderm4j.nn.tower.Attention.Biases;
import org.panderm4j.nn.tower.Attention.Mask;
import org.panderm4j.nn.tower.Attention.Place;
import org.panderm4j.nn.tower.Block.NormPlace;
import org.panderm4j.nn.tower.Head.PooledNorm;
import org.panderm4j.nn.tower.Head.Pooling;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;

/** Parts that do not fit each other make no tower. */
class TowerTest {
    private static final Stem PICTURE = picture(new Positions.Table());
    private static final Stem ROTARY = picture(new Positions.Rotary(100));
    private static final Stem PADDED = text(new TextEnd.Padding(0));
    private static final Stem ENDED = text(new TextEnd.LargestId());

    private static Stem picture(Positions positions) {
        return new PatchStem(8, 4, 24, true, 0, positions, Optional.empty());
    }

    private static Stem text(TextEnd end) {
        return new TokenStem(9, 5, 0, 24, Optional.empty(), end);
    }

    private static Block block(int width, int heads, Mask mask, Place place) {
        Attention attention = new Attention(heads, 0.5, Biases.ALL, mask, place, false, false);
        return new Block(width, NormPlace.BEFORE, 1e-6, attention, Mlp.plain(8, Activation.GELU), false);
    }

    private static Tower tower(Stem stem, Pooling pooling, Block... blocks) {
        Head head = new Head(false, pooling, PooledNorm.NONE, 0, false, new Projection.Linear(5, false));
        return new Tower(stem, List.of(blocks), Map.of(Tower.EMBEDDING, head));
    }

    private static void assertRefused(Stem stem, Mask mask, Place place) {
        assertThatIllegalArgumentException()
                .as("%s, %s, %s", stem, mask, place)
                .isThrownBy(() -> tower(stem, Pooling.CLASS, block(24, 2, mask, place)))
                .withMessageContaining("mask " + mask + " and place " + place + " does not fit");
    }

    @Test
    void refusesMasksThatTheStemHasNotTheTokensFor() {
        assertRefused(PICTURE, Mask.PADDING, Place.NONE);
        assertRefused(PICTURE, Mask.CAUSAL, Place.NONE);
        assertRefused(ENDED, Mask.PADDING, Place.NONE);
        assertThat(tower(PADDED, Pooling.CLASS, block(24, 2, Mask.CAUSAL, Place.NONE))
                        .hides(Mask.CAUSAL))
                .isTrue();
    }

    @Test
    void refusesPlacesThatTheStemDoesNotGive() {
        assertRefused(PICTURE, Mask.NONE, Place.ROTARY);
        assertRefused(PADDED, Mask.NONE, Place.ROTARY);
        assertRefused(ROTARY, Mask.NONE, Place.RELATIVE);
        assertRefused(PADDED, Mask.NONE, Place.RELATIVE);
    }

    @ParameterizedTest
    @EnumSource(
            value = Pooling.class,
            mode = Mode.EXCLUDE,
            names = {"CLASS", "MEAN_OF_PATCHES"})
    void refusesPoolingsThatAPictureHasNot(Pooling pooling) {
        assertPoolingRefused(PICTURE, pooling);
    }

    @ParameterizedTest
    @EnumSource(
            value = Pooling.class,
            mode = Mode.EXCLUDE,
            names = {"CLASS", "MASKED_MEAN"})
    void refusesPoolingsThatAPaddedTextHasNot(Pooling pooling) {
        assertPoolingRefused(PADDED, pooling);
    }

    @ParameterizedTest
    @EnumSource(
            value = Pooling.class,
            mode = Mode.EXCLUDE,
            names = {"CLASS", "END"})
    void refusesPoolingsThatATextWithAnEndTokenHasNot(Pooling pooling) {
        assertPoolingRefused(ENDED, pooling);
    }

    private static void assertPoolingRefused(Stem stem, Pooling pooling) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tower(stem, pooling))
                .withMessageContaining("pooling " + pooling + " does not fit");
    }

    @Test
    void refusesBlocksOfAnotherWidth() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tower(PICTURE, Pooling.CLASS, block(12, 2, Mask.NONE, Place.NONE)))
                .withMessage("expected blocks of the stem's width 24, found one of width 12");
    }

    /** One table of angles serves all blocks. */
    @Test
    void refusesRotaryBlocksOfDifferentHeads() {
        Block first = block(24, 2, Mask.NONE, Place.ROTARY);
        Block second = block(24, 3, Mask.NONE, Place.ROTARY);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tower(ROTARY, Pooling.CLASS, first, second))
                .withMessage("expected heads of one width in all blocks with rotary positions, found [12, 8]");
    }

    @Test
    void knowsTheWidthOfRotatedHeads() {
        Block plain = block(24, 1, Mask.NONE, Place.NONE);
        Block rotary = block(24, 3, Mask.NONE, Place.ROTARY);
        assertThat(tower(ROTARY, Pooling.CLASS, plain, rotary, rotary).rotaryWidth())
                .isEqualTo(8);
        assertThat(tower(ROTARY, Pooling.CLASS, plain).rotaryWidth()).isZero();
    }

    @Test
    void refusesToBeWithoutHeads() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Tower(PICTURE, List.of(), Map.of()))
                .withMessageContaining("at least one head");
    }

    @Test
    void namesTheHeadsItHas() {
        Tower tower = tower(PICTURE, Pooling.CLASS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tower.head("probe"))
                .withMessage("this tower has no 'probe' feature; it has embedding");
        assertThat(tower.outputWidth(Tower.EMBEDDING)).isEqualTo(5);
    }
}
