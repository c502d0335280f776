package org.panderm4j.nn.engine.cuda;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.panderm4j.nn.tower.Activation;
import org.panderm4j.nn.tower.Attention;
import org.panderm4j.nn.tower.Attention.Biases;
import org.panderm4j.nn.tower.Attention.Mask;
import org.panderm4j.nn.tower.Attention.Place;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.Block.NormPlace;
import org.panderm4j.nn.tower.Head;
import org.panderm4j.nn.tower.Head.PooledNorm;
import org.panderm4j.nn.tower.Head.Pooling;
import org.panderm4j.nn.tower.Mlp;
import org.panderm4j.nn.tower.Norm;
import org.panderm4j.nn.tower.Positions;
import org.panderm4j.nn.tower.Projection;
import org.panderm4j.nn.tower.ResNet;
import org.panderm4j.nn.tower.Stem;
import org.panderm4j.nn.tower.Stem.JointStem;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.TextEnd;
import org.panderm4j.nn.tower.Tower;

/** The towers that are run whole: the two usual sizes, and small ones of every kind. */
final class CheckedTowers {
    /** An output between the blocks. */
    static final String INNER = "block.0";

    static final String BERT = "bert";
    /** Over pictures with texts. */
    static final String JOINT = "picture-and-text";

    static final String VIT_B = "ViT-B/16";
    static final String VIT_L = "ViT-L/16";

    private CheckedTowers() {}

    /** By their names, small ones first. */
    static Map<String, Tower> all() {
        Map<String, Tower> towers = new LinkedHashMap<>();
        towers.put("vit-patch14", vit(84, 14, 384, 4, 6));
        towers.put("vit-norms", normFormer());
        towers.put("vit-rotary-swiglu", rotary());
        towers.put("vit-odd-widths", vit(24, 8, 60, 2, 5));
        towers.put(BERT, bert(1000, 256, 384, 4, 6));
        towers.put("clip-text", clipText());
        towers.put(JOINT, joint());
        towers.put(VIT_B, vit(224, 16, 768, 12, 12));
        towers.put(VIT_L, vit(224, 16, 1024, 24, 16));
        return towers;
    }

    /** Pictures or texts in the batch that fixtures are of. */
    static int batch(String name) {
        return name.equals(VIT_B) || name.equals(VIT_L) ? 2 : 5;
    }

    static Tower vit(int image, int patch, int width, int depth, int heads) {
        Attention attention = Attention.plain(heads, width / heads, Biases.ALL, Mask.NONE);
        Block block = new Block(width, NormPlace.BEFORE, 1e-6, attention, Mlp.plain(4 * width, Activation.GELU), false);
        return picture(
                new PatchStem(image, patch, width, true, 0, new Positions.Table(), Optional.empty()), block, depth);
    }

    /** A norm over the stem, and norms and factors of heads inside the blocks. */
    private static Tower normFormer() {
        Attention attention = new Attention(4, 1 / Math.sqrt(48), Biases.ALL, Mask.NONE, Place.NONE, true, true);
        Mlp mlp = new Mlp(768, Activation.GELU, false, true, true);
        return picture(
                new PatchStem(64, 8, 192, true, 0, new Positions.Table(), Optional.of(new Norm(1e-5))),
                new Block(192, NormPlace.BEFORE, 1e-6, attention, mlp, false),
                3);
    }

    /** Rotary positions, registers, gates, scaled branches. */
    private static Tower rotary() {
        Attention attention = new Attention(4, 1 / Math.sqrt(64), Biases.NO_KEY, Mask.NONE, Place.ROTARY, false, false);
        Mlp mlp = new Mlp(680, Activation.SILU, true, false, true);
        return picture(
                new PatchStem(64, 16, 256, true, 4, new Positions.Rotary(100), Optional.empty()),
                new Block(256, NormPlace.BEFORE, 1e-6, attention, mlp, true),
                3);
    }

    private static Tower picture(PatchStem stem, Block block, int depth) {
        Map<String, Head> heads = new LinkedHashMap<>();
        Projection projection = new Projection.Linear(stem.width() / 2, false);
        heads.put(Tower.EMBEDDING, new Head(true, Pooling.CLASS, PooledNorm.NONE, 1e-6, false, projection));
        heads.put(
                Tower.PROBE,
                new Head(true, Pooling.MEAN_OF_PATCHES, PooledNorm.SAME_WEIGHTS, 1e-6, false, new Projection.None()));
        return tower(stem, block, depth, heads);
    }

    static Tower bert(int vocabulary, int positions, int width, int depth, int heads) {
        Attention attention = Attention.plain(heads, width / heads, Biases.ALL, Mask.PADDING);
        Block block = new Block(width, NormPlace.AFTER, 1e-12, attention, Mlp.plain(4 * width, Activation.GELU), false);
        Projection projection = new Projection.TwoLayer(width, width / 2, Activation.GELU, false, false);
        Map<String, Head> readOuts = new LinkedHashMap<>();
        readOuts.put(Tower.EMBEDDING, new Head(false, Pooling.MASKED_MEAN, PooledNorm.NONE, 1e-12, false, projection));
        readOuts.put(Tower.PROBE, new Head(false, Pooling.CLASS, PooledNorm.NONE, 1e-12, true, new Projection.None()));
        Stem stem =
                new TokenStem(vocabulary, positions, 2, width, Optional.of(new Norm(1e-12)), new TextEnd.Padding(0));
        return tower(stem, block, depth, readOuts);
    }

    private static Tower clipText() {
        Attention attention = Attention.plain(4, 64, Biases.ALL, Mask.CAUSAL);
        Block block = new Block(256, NormPlace.BEFORE, 1e-5, attention, Mlp.plain(1024, Activation.QUICK_GELU), false);
        Head head = new Head(true, Pooling.END, PooledNorm.NONE, 1e-5, false, new Projection.Linear(256, false));
        Stem stem = new TokenStem(1000, 256, 0, 256, Optional.empty(), new TextEnd.LargestId());
        return tower(stem, block, 3, Map.of(Tower.EMBEDDING, head));
    }

    /** Relative places, norms and factors of heads, convolutions. */
    private static Tower joint() {
        Attention attention = new Attention(6, 1 / Math.sqrt(32), Biases.ALL, Mask.PADDING, Place.RELATIVE, true, true);
        Block block = new Block(
                96, NormPlace.BEFORE, 1e-5, attention, new Mlp(384, Activation.GELU, false, true, true), false);
        ResNet network = new ResNet(16, List.of(new ResNet.Stage(2, 12, 32), new ResNet.Stage(3, 16, 40)), 1e-5);
        Stem stem = new JointStem(64, network, 12, 1000, 128, 24, 96, 1e-5, 0, List.of(5, 6, 7));
        Map<String, Head> heads = new LinkedHashMap<>();
        heads.put(
                Tower.EMBEDDING,
                new Head(true, Pooling.MASKED_MEAN, PooledNorm.NONE, 1e-5, false, new Projection.None()));
        heads.put(
                Tower.PROBE,
                new Head(true, Pooling.FIRST_OF_TEXT, PooledNorm.NONE, 1e-5, false, new Projection.None()));
        heads.put(
                Tower.FINETUNE,
                new Head(true, Pooling.MEAN_OF_PATCHES, PooledNorm.NONE, 1e-5, false, new Projection.Linear(20, true)));
        return tower(stem, block, 3, heads);
    }

    private static Tower tower(Stem stem, Block block, int depth, Map<String, Head> heads) {
        List<Block> blocks = IntStream.range(0, depth).mapToObj(i -> block).toList();
        return new Tower(stem, blocks, heads);
    }
}
