package org.panderm4j.nn.tower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.panderm4j.nn.tower.Attention.Biases;
import org.panderm4j.nn.tower.Attention.Mask;
import org.panderm4j.nn.tower.Attention.Place;
import org.panderm4j.nn.tower.Block.NormPlace;
import org.panderm4j.nn.tower.Head.PooledNorm;
import org.panderm4j.nn.tower.Head.Pooling;
import org.panderm4j.nn.tower.Stem.JointStem;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;

/** Against figures worked out by hand. */
class WorkTest {
    private static Tower tower(Stem stem, Block block, int depth, boolean pooler, Projection projection) {
        Head head = new Head(false, Pooling.CLASS, PooledNorm.NONE, 0, pooler, projection);
        return new Tower(stem, Collections.nCopies(depth, block), Map.of(Tower.EMBEDDING, head));
    }

    private static Block block(int width, int heads, Mlp mlp, Place place) {
        Attention attention = new Attention(heads, 0.5, Biases.ALL, Mask.NONE, place, false, false);
        return new Block(width, NormPlace.BEFORE, 1e-6, attention, mlp, false);
    }

    private static Tower vit(int width, int depth) {
        Stem stem = new PatchStem(224, 16, width, true, 0, new Positions.Table(), Optional.empty());
        Block block = block(width, width / 64, Mlp.plain(4 * width, Activation.GELU), Place.NONE);
        return tower(stem, block, depth, false, new Projection.None());
    }

    private static Tower rotary(Mlp mlp) {
        Stem stem = new PatchStem(8, 4, 16, true, 3, new Positions.Rotary(100), Optional.empty());
        return tower(stem, block(16, 2, mlp, Place.ROTARY), 2, false, new Projection.None());
    }

    private static Tower text(boolean pooler, Projection projection) {
        Stem stem = new TokenStem(99, 10, 2, 12, Optional.empty(), new TextEnd.LargestId());
        return tower(stem, block(12, 3, Mlp.plain(20, Activation.GELU), Place.NONE), 1, pooler, projection);
    }

    /** The figures everybody quotes: 17.6 and 61.6 thousand million multiply-adds. */
    @Test
    void vitBaseAndLarge() {
        assertThat(Work.ofPicture(vit(768, 12), Tower.EMBEDDING).flop() / 1e9).isCloseTo(35.1, within(0.05));
        assertThat(Work.ofPicture(vit(1024, 24), Tower.EMBEDDING).flop() / 1e9).isCloseTo(123.1, within(0.05));
    }

    @Test
    void listsAShapeOnce() {
        Work work = Work.ofPicture(vit(768, 12), Tower.EMBEDDING);
        assertThat(work.linear())
                .containsExactly(
                        new Product(196, 768, 768, 1),
                        new Product(197, 768, 2304, 12),
                        new Product(197, 768, 768, 12),
                        new Product(197, 768, 3072, 12),
                        new Product(197, 3072, 768, 12));
        assertThat(work.other())
                .containsExactly(new Product(197, 64, 197, 12 * 12), new Product(197, 197, 64, 12 * 12));
        assertThat(work.linear().get(0).batched(8)).isEqualTo(new Product(8 * 196, 768, 768, 1));
    }

    /** 2 x 3 patches of 4 x 4 behind a class token and three registers: n = 10. */
    @Test
    void countsRegistersAndAnotherGrid() {
        Tower tower = rotary(Mlp.plain(5, Activation.GELU));
        long stem = 6 * 48 * 16;
        long block = 10 * 16 * 48 + 2 * (10 * 10 * 16) + 10 * 16 * 16 + 2 * (10 * 16 * 5);
        assertThat(Work.ofPicture(tower, Tower.EMBEDDING, 8, 12).flop()).isEqualTo(2 * (stem + 2 * block));
        assertThat(Work.ofPicture(tower, Tower.EMBEDDING, 8, 8)).isEqualTo(Work.ofPicture(tower, Tower.EMBEDDING));
    }

    @Test
    void countsAGate() {
        long plain = Work.ofPicture(rotary(Mlp.plain(5, Activation.SILU)), Tower.EMBEDDING)
                .flop();
        long gated = Work.ofPicture(rotary(new Mlp(5, Activation.SILU, true, false, true)), Tower.EMBEDDING)
                .flop();
        assertThat(gated - plain).isEqualTo(2L * 2 * (8 * 16 * 5));
    }

    @Test
    void countsHeads() {
        long block = 7 * 12 * 36 + 2 * (7 * 7 * 12) + 7 * 12 * 12 + 2 * (7 * 12 * 20);
        assertThat(flop(text(false, new Projection.None()))).isEqualTo(2 * block);
        assertThat(flop(text(true, new Projection.None()))).isEqualTo(2 * (block + 12 * 12));
        assertThat(flop(text(false, new Projection.Linear(9, true)))).isEqualTo(2 * (block + 12 * 9));
        assertThat(flop(text(false, new Projection.Classifier(9)))).isEqualTo(2 * (block + 12 * 9));
        assertThat(flop(text(false, new Projection.TwoLayer(8, 9, Activation.GELU, false, false))))
                .isEqualTo(2 * (block + 12 * 8 + 8 * 9));
    }

    private static long flop(Tower text) {
        return Work.ofText(text, Tower.EMBEDDING, 7).flop();
    }

    /** 16 x 16 pixels: the first convolution gives 8 x 8 places, the pool 4 x 4, the second stage 2 x 2. */
    @Test
    void countsConvolutions() {
        List<ResNet.Stage> stages = List.of(new ResNet.Stage(2, 3, 6), new ResNet.Stage(2, 4, 7));
        Stem stem = new JointStem(16, new ResNet(5, stages, 1e-5), 2, 30, 9, 4, 12, 1e-5, 1, List.of(0, 2));
        Tower tower = tower(
                stem, block(12, 3, Mlp.plain(20, Activation.GELU), Place.RELATIVE), 1, false, new Projection.None());
        long first = 64 * (3 * 49) * 5;
        long one = 16 * (5 * 3 + 27 * 3 + 3 * 6 + 5 * 6) + 16 * (6 * 3 + 27 * 3 + 3 * 6);
        long two = 16 * (6 * 4) + 4 * (36 * 4 + 4 * 7 + 6 * 7) + 4 * (7 * 4 + 36 * 4 + 4 * 7);
        long projection = 4 * 7 * 12;
        long block = 6 * 12 * 36 + 2 * (6 * 6 * 12) + 6 * 12 * 12 + 2 * (6 * 12 * 20);
        long expected = 2 * (first + one + two + projection + block);
        assertThat(Work.ofPicture(tower, Tower.EMBEDDING).flop()).isEqualTo(expected);
        assertThat(Work.ofPicture(tower, Tower.EMBEDDING, 16, 16).flop()).isEqualTo(expected);
        assertThat(Work.ofPair(tower, Tower.EMBEDDING, 2).flop()).isEqualTo(expected);
        assertThat(Work.ofPair(tower, Tower.EMBEDDING, 3).flop()).isGreaterThan(expected);
    }

    @Test
    void refusesWhatATowerDoesNotTake() {
        Tower text = text(false, new Projection.None());
        Tower vit = vit(768, 1);
        assertThatIllegalArgumentException().isThrownBy(() -> Work.ofPicture(text, Tower.EMBEDDING));
        assertThatIllegalArgumentException().isThrownBy(() -> Work.ofText(vit, Tower.EMBEDDING, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> Work.ofText(text, Tower.EMBEDDING, 11));
        assertThatIllegalArgumentException().isThrownBy(() -> Work.ofPair(vit, Tower.EMBEDDING, 5));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Work.ofPicture(vit, Tower.EMBEDDING, 240, 224))
                .withMessage("expected pictures of 224 x 224 pixels, found 240 x 224");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Work.ofPicture(rotary(Mlp.plain(5, Activation.GELU)), Tower.EMBEDDING, 8, 10))
                .withMessageContaining("multiples of 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Work.ofPicture(vit, "probe"))
                .withMessageContaining("'probe'");
    }
}
