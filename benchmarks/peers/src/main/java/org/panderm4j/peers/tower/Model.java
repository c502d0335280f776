package org.panderm4j.peers.tower;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.panderm4j.benchmarks.Vit;
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

/** The towers that engines are compared on. */
public enum Model {
    /** ViT-B/16 on 224 pixels. */
    VIT_B("vit-b", "images"),
    /** ViT-L/16 on 224 pixels. */
    VIT_L("vit-l", "images"),
    /** BERT's base size with PubMedBERT's vocabulary (Gu et al. 2021), in rows of 256 tokens as BiomedCLIP takes them. */
    TEXT("text", "texts"),
    /** Four blocks of ViT-B/16 on 224 pixels, not run but trained. */
    TRAIN_VIT_B4("train-vit-b4", "images");

    private static final int VOCABULARY = 30522;
    /** Tokens of a row of ids, padding included. */
    public static final int CONTEXT = 256;

    private static final int TRAINED_LAYERS = 4;
    private static final int WIDTH = 768;
    private static final int HEADS = 12;
    private static final int PADDING = 0;
    private static final int FIRST = 2;
    private static final int LAST = 3;
    /** Smaller ids are the vocabulary's special tokens. */
    private static final int FIRST_WORD = 5;

    private static final int SHORTEST = 8;
    private static final int LONGEST = 16;

    private final String id;
    private final String items;

    Model(String id, String items) {
        this.id = id;
        this.items = items;
    }

    /** The name on the command line. */
    public String id() {
        return id;
    }

    /** Whether a pass is a training step instead of a forward pass. */
    public boolean trains() {
        return this == TRAIN_VIT_B4;
    }

    /** Names of all, for the command line. */
    public static List<String> ids() {
        return Arrays.stream(values()).map(Model::id).toList();
    }

    /** What a batch is made of, in the plural. */
    public String items() {
        return items;
    }

    /**
     * The one of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Model of(String id) {
        return Arrays.stream(values())
                .filter(model -> model.id.equals(id.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "expected a model of " + String.join(", ", ids()) + ", found " + id));
    }

    /**
     * The tower to run.
     *
     * @param layers number of blocks; 0 for all
     */
    public Tower tower(int layers) {
        if (this == TEXT) {
            return bert(layers == 0 ? 12 : layers);
        }
        if (trains()) {
            return Vit.BASE.tower(layers == 0 ? TRAINED_LAYERS : layers);
        }
        Vit size = this == VIT_B ? Vit.BASE : Vit.LARGE;
        return layers == 0 ? size.tower() : size.tower(layers);
    }

    /** Made-up inputs, the same for the same size: pictures, or prompts of 8 to 16 tokens padded to 256. */
    public Batch batch(int size) {
        return this == TEXT ? prompts(size) : Vit.batch(size);
    }

    private static Batch.Texts prompts(int size) {
        SplittableRandom random = new SplittableRandom(size);
        int[][] ids = new int[size][CONTEXT];
        for (int[] row : ids) {
            int length = random.nextInt(SHORTEST, LONGEST + 1);
            Arrays.fill(row, PADDING);
            row[0] = FIRST;
            for (int i = 1; i < length - 1; i++) {
                row[i] = random.nextInt(FIRST_WORD, VOCABULARY);
            }
            row[length - 1] = LAST;
        }
        return new Batch.Texts(ids);
    }

    private static Tower bert(int layers) {
        Attention attention = Attention.plain(HEADS, WIDTH / HEADS, Attention.Biases.ALL, Attention.Mask.PADDING);
        Block block =
                new Block(WIDTH, Block.NormPlace.AFTER, 1e-12, attention, Mlp.plain(4 * WIDTH, Activation.GELU), false);
        Head head = new Head(false, Head.Pooling.CLASS, Head.PooledNorm.NONE, 1e-12, false, new Projection.None());
        TokenStem stem = new TokenStem(
                VOCABULARY, 2 * CONTEXT, 2, WIDTH, Optional.of(new Norm(1e-12)), new TextEnd.Padding(PADDING));
        return new Tower(stem, Collections.nCopies(layers, block), Map.of(Tower.EMBEDDING, head));
    }
}
