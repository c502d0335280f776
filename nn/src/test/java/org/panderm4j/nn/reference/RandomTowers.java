package org.panderm4j.nn.reference;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.tower.Attention.Mask;
import org.panderm4j.nn.tower.Head;
import org.panderm4j.nn.tower.Head.PooledNorm;
import org.panderm4j.nn.tower.Head.Pooling;
import org.panderm4j.nn.tower.Norm;
import org.panderm4j.nn.tower.Positions;
import org.panderm4j.nn.tower.Projection;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.TextEnd;
import org.panderm4j.nn.tower.Tower;

/** Small towers of random sizes and switches, and batches that fit them. */
public final class RandomTowers {
    private final Draw draw;
    private final RandomBlocks blocks;
    private final RandomBatches batches;

    public RandomTowers(Random random) {
        draw = new Draw(random);
        blocks = new RandomBlocks(draw);
        batches = new RandomBatches(draw);
    }

    /** A tower over pictures, of a fixed size or, with rotary positions, of any. */
    public Tower image() {
        return draw.coin() ? rotary() : fixed();
    }

    private Tower fixed() {
        int width = width();
        return picture(width, new Positions.Table(), 0);
    }

    /** A tower over pictures of any size. */
    public Tower rotary() {
        int heads = draw.between(1, 3);
        return picture(heads * 4 * draw.between(2, 3), new Positions.Rotary(draw.coin() ? 100 : 10_000), heads);
    }

    private Tower picture(int width, Positions positions, int rotaryHeads) {
        int patch = draw.between(2, 5);
        int registers = draw.coin() ? 0 : draw.between(1, 4);
        PatchStem stem =
                new PatchStem(patch * draw.between(1, 4), patch, width, draw.coin(), registers, positions, norm(1e-5));
        return new Tower(
                stem, blocks.ofPictures(width, rotaryHeads), readOuts(List.of(Pooling.CLASS, Pooling.MEAN_OF_PATCHES)));
    }

    /** A tower over texts that end in one of the three ways. */
    public Tower text() {
        return draw.coin() ? padded() : ended();
    }

    /** A tower over texts that end at their padding. */
    public Tower padded() {
        int vocabulary = draw.between(5, 40);
        return text(
                vocabulary,
                new TextEnd.Padding(draw.between(0, vocabulary - 1)),
                List.of(Mask.values()),
                List.of(Pooling.CLASS, Pooling.MASKED_MEAN));
    }

    /** A tower over texts that end at a token. */
    private Tower ended() {
        int vocabulary = draw.between(5, 40);
        return text(
                vocabulary,
                draw.coin() ? new TextEnd.LargestId() : new TextEnd.FirstId(draw.between(0, vocabulary - 1)),
                List.of(Mask.NONE, Mask.CAUSAL),
                List.of(Pooling.CLASS, Pooling.END));
    }

    private Tower text(int vocabulary, TextEnd end, List<Mask> masks, List<Pooling> poolings) {
        int width = width();
        TokenStem stem = new TokenStem(vocabulary, draw.between(3, 20), draw.between(0, 2), width, norm(1e-12), end);
        return new Tower(stem, blocks.ofTexts(width, masks), readOuts(poolings));
    }

    /** Not below 6, as hidden layers and features: of fewer values all may happen to be small differences of large ones. */
    private int width() {
        return draw.between(1, 4) * draw.between(6, 10);
    }

    private Optional<Norm> norm(double eps) {
        return draw.coin() ? Optional.empty() : Optional.of(new Norm(eps));
    }

    /** One to four pictures or texts. */
    public Batch batch(Tower tower) {
        return batch(tower, draw.between(1, 4));
    }

    /** Pictures of noise, of any grid where the tower allows it, or texts of random ids. */
    public Batch batch(Tower tower, int size) {
        return batches.of(tower.stem(), size);
    }

    /** Texts of a given row length. */
    public Batch.Texts texts(TokenStem stem, int size, int length) {
        return batches.texts(stem, size, length);
    }

    /** Pictures of a given grid of patches. */
    public Batch.Images pictures(PatchStem stem, int size, int rows, int columns) {
        return batches.pictures(stem, size, rows, columns);
    }

    /** Several heads, all of which read one projection in their own way. */
    private Map<String, Head> readOuts(List<Pooling> poolings) {
        Projection projection = projection();
        Map<String, Head> heads = new LinkedHashMap<>();
        for (String name : List.of(Tower.EMBEDDING, Tower.PROBE, Tower.FINETUNE).subList(0, draw.between(1, 3))) {
            Projection own = draw.once(4) ? new Projection.None() : projection;
            heads.put(name, head(poolings, own));
        }
        if (draw.once(3)) {
            heads.put(Tower.LOGITS, head(poolings, new Projection.Classifier(draw.between(4, 9))));
        }
        return heads;
    }

    private Head head(List<Pooling> poolings, Projection projection) {
        PooledNorm second = draw.oneOf(List.of(PooledNorm.values()));
        return new Head(draw.coin(), draw.oneOf(poolings), second, 1e-6, draw.once(3), projection);
    }

    private Projection projection() {
        return draw.coin()
                ? new Projection.Linear(draw.between(6, 20), draw.coin())
                : new Projection.TwoLayer(
                        draw.between(6, 20), draw.between(6, 20), draw.activation(), draw.coin(), draw.coin());
    }
}
