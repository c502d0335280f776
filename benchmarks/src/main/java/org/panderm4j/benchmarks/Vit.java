package org.panderm4j.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.tower.Activation;
import org.panderm4j.nn.tower.Attention;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.Head;
import org.panderm4j.nn.tower.Mlp;
import org.panderm4j.nn.tower.Positions;
import org.panderm4j.nn.tower.Projection;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Tower;

/** Image towers of the published sizes, 16-pixel patches of 224-pixel pictures, as PanDerm-2 has them. */
public enum Vit {
    /** 192 wide, 4 blocks: a second's work on any machine. */
    SMALL(192, 4),
    /** ViT-B/16. */
    BASE(768, 12),
    /** ViT-L/16. */
    LARGE(1024, 24);

    /** Of a picture: 14 x 14 patches and the class token. */
    public static final int TOKENS = 197;

    private static final int IMAGE = 224;
    private static final int HEAD_WIDTH = 64;

    private final int width;
    private final int layers;

    Vit(int width, int layers) {
        this.width = width;
        this.layers = layers;
    }

    /** Length of a token, d. */
    public int width() {
        return width;
    }

    /** Attention heads of a block, h. */
    public int heads() {
        return width / HEAD_WIDTH;
    }

    /** All blocks. */
    public Tower tower() {
        return tower(layers);
    }

    /** The first blocks of it. */
    public Tower tower(int blocks) {
        Attention attention = Attention.plain(heads(), HEAD_WIDTH, Attention.Biases.NO_KEY, Attention.Mask.NONE);
        Block block =
                new Block(width, Block.NormPlace.BEFORE, 1e-6, attention, Mlp.plain(4 * width, Activation.GELU), true);
        Head head = new Head(
                true, Head.Pooling.MEAN_OF_PATCHES, Head.PooledNorm.SAME_WEIGHTS, 1e-6, false, new Projection.None());
        return new Tower(
                new PatchStem(IMAGE, 16, width, true, 0, new Positions.Table(), Optional.empty()),
                Collections.nCopies(blocks, block),
                Map.of(Tower.EMBEDDING, head));
    }

    /** Made-up pictures, the same for the same size. */
    public static Batch.Images batch(int size) {
        SplittableRandom random = new SplittableRandom(size);
        List<float[]> pictures = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            float[] pixels = new float[3 * IMAGE * IMAGE];
            for (int k = 0; k < pixels.length; k++) {
                pixels[k] = (float) (random.nextDouble() * 4 - 2);
            }
            pictures.add(pixels);
        }
        return new Batch.Images(pictures, IMAGE, IMAGE);
    }
}
