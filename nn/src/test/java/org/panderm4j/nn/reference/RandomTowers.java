package org.panderm4j.nn.reference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.tower.Activation;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.Head;
import org.panderm4j.nn.tower.Head.PooledNorm;
import org.panderm4j.nn.tower.Head.Pooling;
import org.panderm4j.nn.tower.Projection;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.Tower;

/** Small towers of random sizes and switches, and batches that fit them. */
public final class RandomTowers {
    private static final List<PooledNorm> SECOND_NORMS = List.of(PooledNorm.values());

    private final Random random;

    public RandomTowers(Random random) {
        this.random = random;
    }

    /** A tower over pictures. */
    public Tower image() {
        int width = heads() * between(2, 8);
        int patch = between(2, 5);
        PatchStem stem = new PatchStem(patch * between(1, 4), patch, width, random.nextBoolean());
        return new Tower(stem, blocks(width, false), readOuts(Pooling.MEAN_OF_PATCHES));
    }

    /** A tower over texts, padding among them. */
    public Tower text() {
        int width = heads() * between(2, 8);
        int vocabulary = between(5, 40);
        TokenStem stem =
                new TokenStem(vocabulary, between(3, 20), between(1, 3), width, 1e-12, random.nextInt(vocabulary));
        return new Tower(stem, blocks(width, true), readOuts(Pooling.MASKED_MEAN));
    }

    /** One to four pictures or texts. */
    public Batch batch(Tower tower) {
        return batch(tower, between(1, 4));
    }

    /** Pictures of noise, or texts whose first token is real and whose end is padding. */
    public Batch batch(Tower tower, int size) {
        return tower.stem() instanceof PatchStem stem
                ? pictures(stem, size)
                : texts((TokenStem) tower.stem(), size, between(1, ((TokenStem) tower.stem()).positions()));
    }

    private Batch.Images pictures(PatchStem stem, int size) {
        List<float[]> pictures = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            float[] pixels = new float[3 * stem.image() * stem.image()];
            for (int k = 0; k < pixels.length; k++) {
                pixels[k] = (float) random.nextGaussian();
            }
            pictures.add(pixels);
        }
        return new Batch.Images(pictures, stem.image(), stem.image());
    }

    /** Texts of a given row length. */
    public Batch.Texts texts(TokenStem stem, int size, int length) {
        int[][] ids = new int[size][length];
        for (int[] row : ids) {
            int real = between(1, length);
            for (int i = 0; i < length; i++) {
                int other = (stem.padding() + between(1, stem.vocabulary() - 1)) % stem.vocabulary();
                row[i] = i < real ? other : stem.padding();
            }
        }
        return new Batch.Texts(ids);
    }

    private List<Block> blocks(int width, boolean padded) {
        List<Block> blocks = new ArrayList<>();
        int count = between(1, 3);
        for (int i = 0; i < count; i++) {
            int heads = divisor(width);
            blocks.add(new Block(
                    width,
                    heads,
                    random.nextBoolean() ? Block.NormPlace.BEFORE : Block.NormPlace.AFTER,
                    random.nextBoolean() ? 1e-6 : 1e-5,
                    new Block.Biases(random.nextBoolean(), random.nextBoolean(), random.nextBoolean()),
                    random.nextBoolean(),
                    padded && random.nextInt(4) > 0 ? Block.Mask.PADDING : Block.Mask.NONE,
                    between(3, 40),
                    Activation.GELU));
        }
        return blocks;
    }

    /** Several heads, all of which read one projection in their own way. */
    private Map<String, Head> readOuts(Pooling mean) {
        Projection projection = projection();
        Map<String, Head> heads = new LinkedHashMap<>();
        for (String name : List.of(Tower.EMBEDDING, Tower.PROBE, Tower.FINETUNE).subList(0, between(1, 3))) {
            PooledNorm second = SECOND_NORMS.get(random.nextInt(SECOND_NORMS.size()));
            heads.put(
                    name,
                    new Head(
                            random.nextBoolean(),
                            random.nextBoolean() ? Pooling.CLASS : mean,
                            second,
                            1e-6,
                            random.nextInt(4) == 0 ? new Projection.None() : projection));
        }
        return heads;
    }

    private Projection projection() {
        return random.nextBoolean()
                ? new Projection.Linear(between(1, 20), random.nextBoolean())
                : new Projection.TwoLayer(between(1, 20), between(1, 20), Activation.GELU);
    }

    private int heads() {
        return between(1, 4);
    }

    private int divisor(int width) {
        int heads = between(1, 4);
        while (width % heads != 0) {
            heads--;
        }
        return heads;
    }

    private int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }
}
