package org.panderm4j.benchmarks;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.tower.Activation;
import org.panderm4j.nn.tower.Attention;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.Head;
import org.panderm4j.nn.tower.Mlp;
import org.panderm4j.nn.tower.Norm;
import org.panderm4j.nn.tower.Projection;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.TextEnd;
import org.panderm4j.nn.tower.Tower;

/** Text towers of BERT's form (Devlin et al. 2019), with the two-layer projection of BiomedCLIP (Zhang et al. 2023). */
public enum Bert {
    /** 192 wide, 4 blocks: a second's work on any machine. */
    SMALL(192, 4),
    /** PubMedBERT, as BERT base. */
    PUBMEDBERT(768, 12);

    /** Longest text, to which all are padded. */
    public static final int TOKENS = 256;

    private static final int VOCABULARY = 30522;
    private static final int PADDING = 0;
    private static final int HEAD_WIDTH = 64;
    private static final double EPS = 1e-12;

    private final int width;
    private final int layers;

    Bert(int width, int layers) {
        this.width = width;
        this.layers = layers;
    }

    Tower tower() {
        Attention attention =
                Attention.plain(width / HEAD_WIDTH, HEAD_WIDTH, Attention.Biases.ALL, Attention.Mask.PADDING);
        Block block =
                new Block(width, Block.NormPlace.AFTER, EPS, attention, Mlp.plain(4 * width, Activation.GELU), false);
        Projection projection = new Projection.TwoLayer(640, 512, Activation.GELU, false, false);
        Head head = new Head(false, Head.Pooling.CLASS, Head.PooledNorm.NONE, 0, false, projection);
        return new Tower(
                new TokenStem(VOCABULARY, 512, 2, width, Optional.of(new Norm(EPS)), end()),
                Collections.nCopies(layers, block),
                Map.of(Tower.EMBEDDING, head));
    }

    static TextEnd end() {
        return new TextEnd.Padding(PADDING);
    }

    /** Prompts of 8 to 16 tokens, padded to {@link #TOKENS}. */
    static Batch.Texts prompts(int count) {
        SplittableRandom random = new SplittableRandom(count);
        int[][] ids = new int[count][TOKENS];
        for (int[] row : ids) {
            int length = random.nextInt(8, 17);
            for (int i = 0; i < length; i++) {
                row[i] = random.nextInt(PADDING + 1, VOCABULARY);
            }
        }
        return new Batch.Texts(ids);
    }
}
