package org.panderm4j.nn.reference;

import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.panderm4j.nn.tower.Stem;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.TextEnd;
import org.panderm4j.nn.tower.Tower;

/** The kinds of tower that published models have, small: two blocks, one embedding. */
public final class Samples {
    private Samples() {}

    /** PanDerm's image tower: layer scale, no key bias, one norm twice. */
    public static Tower panderm(int width, int heads) {
        return tower(
                new PatchStem(8, 2, width, true, 0, new Positions.Table(), Optional.empty()),
                block(width, NormPlace.BEFORE, attention(width, heads, Biases.NO_KEY, Mask.NONE), Activation.GELU),
                new Head(true, Pooling.MEAN_OF_PATCHES, PooledNorm.SAME_WEIGHTS, 1e-6, false, linear(width, true)));
    }

    /** BERT with padding, its pooler and a two-layer projection. */
    public static Tower bert(int width, int heads) {
        return tower(
                new TokenStem(50, 24, 2, width, Optional.of(new Norm(1e-12)), new TextEnd.Padding(3)),
                block(width, NormPlace.AFTER, attention(width, heads, Biases.ALL, Mask.PADDING), Activation.GELU),
                new Head(
                        false,
                        Pooling.CLASS,
                        PooledNorm.NONE,
                        0,
                        true,
                        new Projection.TwoLayer(width, width / 2, Activation.GELU, false, true)));
    }

    /** CLIP's text tower: causal, read at the end token. */
    public static Tower clipText(int width, int heads) {
        return tower(
                new TokenStem(50, 24, 0, width, Optional.empty(), new TextEnd.LargestId()),
                block(width, NormPlace.BEFORE, attention(width, heads, Biases.ALL, Mask.CAUSAL), Activation.QUICK_GELU),
                new Head(true, Pooling.END, PooledNorm.NONE, 1e-5, false, linear(width, false)));
    }

    /** CLIP's image tower: a norm before the blocks. */
    public static Tower clipImage(int width, int heads) {
        return tower(
                new PatchStem(8, 2, width, false, 0, new Positions.Table(), Optional.of(new Norm(1e-5))),
                block(width, NormPlace.BEFORE, attention(width, heads, Biases.ALL, Mask.NONE), Activation.QUICK_GELU),
                new Head(false, Pooling.CLASS, PooledNorm.OWN_WEIGHTS, 1e-5, false, linear(width, false)));
    }

    /** DINOv3: rotary positions, registers, with the gate of the largest or without. */
    public static Tower dino(int width, int heads, boolean gated) {
        Biases biases = new Biases(!gated, false, !gated, true);
        Attention attention =
                new Attention(heads, Math.sqrt((double) heads / width), biases, Mask.NONE, Place.ROTARY, false, false);
        Mlp mlp = new Mlp(2 * width, gated ? Activation.SILU : Activation.GELU, gated, false, true);
        return tower(
                new PatchStem(8, 2, width, true, 4, new Positions.Rotary(100), Optional.empty()),
                new Block(width, NormPlace.BEFORE, 1e-5, attention, mlp, true),
                new Head(true, Pooling.CLASS, PooledNorm.NONE, 1e-5, false, new Projection.None()));
    }

    /** The same tower with another block, twice. */
    public static Tower with(Tower tower, Block block) {
        return new Tower(tower.stem(), List.of(block, block), tower.heads());
    }

    /** The same tower with another head. */
    public static Tower with(Tower tower, Head head) {
        return new Tower(tower.stem(), tower.blocks(), Map.of(Tower.EMBEDDING, head));
    }

    private static Tower tower(Stem stem, Block block, Head head) {
        return new Tower(stem, List.of(block, block), Map.of(Tower.EMBEDDING, head));
    }

    private static Attention attention(int width, int heads, Biases biases, Mask mask) {
        return Attention.plain(heads, width / heads, biases, mask);
    }

    private static Block block(int width, NormPlace norm, Attention attention, Activation activation) {
        return new Block(width, norm, 1e-6, attention, Mlp.plain(4 * width, activation), norm == NormPlace.BEFORE);
    }

    private static Projection linear(int width, boolean bias) {
        return new Projection.Linear(width / 2, bias);
    }
}
