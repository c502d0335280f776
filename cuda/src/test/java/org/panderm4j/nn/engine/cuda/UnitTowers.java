package org.panderm4j.nn.engine.cuda;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.nn.tower.Activation;
import org.panderm4j.nn.tower.Attention;
import org.panderm4j.nn.tower.Attention.Biases;
import org.panderm4j.nn.tower.Attention.Mask;
import org.panderm4j.nn.tower.Attention.Place;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.Head;
import org.panderm4j.nn.tower.Head.PooledNorm;
import org.panderm4j.nn.tower.Head.Pooling;
import org.panderm4j.nn.tower.Mlp;
import org.panderm4j.nn.tower.Positions;
import org.panderm4j.nn.tower.Projection;
import org.panderm4j.nn.tower.ResNet;
import org.panderm4j.nn.tower.Stem;
import org.panderm4j.nn.tower.Stem.JointStem;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.TextEnd;
import org.panderm4j.nn.tower.Tower;

/** Small towers of one block with one head, {@code embedding}. */
final class UnitTowers {
    static final int WIDTH = 16;
    static final int PADDING = 0;
    static final List<String> EMBEDDING = List.of(Tower.EMBEDDING);

    private UnitTowers() {}

    /** Pictures of two by two patches of two pixels, behind a class token and a register. */
    static Tower pictures(Pooling pooling) {
        Stem stem = new PatchStem(4, 2, WIDTH, true, 1, new Positions.Rotary(100), Optional.empty());
        return tower(stem, Place.ROTARY, Mask.NONE, pooling);
    }

    /** Texts of at most 30 tokens. */
    static Tower texts(TextEnd end, Mask mask, Pooling pooling) {
        return tower(new TokenStem(100, 30, 0, WIDTH, Optional.empty(), end), Place.NONE, mask, pooling);
    }

    /** Texts that end before their padding. */
    static Tower padded(Mask mask, Pooling pooling) {
        return texts(new TextEnd.Padding(PADDING), mask, pooling);
    }

    /** A picture of one place and a text. */
    static Tower joint(Pooling pooling) {
        ResNet network = new ResNet(4, List.of(new ResNet.Stage(1, 2, 4)), 1e-5);
        Stem stem = new JointStem(network.stride() * 2, network, 2, 50, 20, 8, WIDTH, 1e-5, 1, List.of(3, 4));
        return tower(stem, Place.RELATIVE, Mask.PADDING, pooling);
    }

    private static Tower tower(Stem stem, Place place, Mask mask, Pooling pooling) {
        return tower(stem, new Attention(2, 0.3, Biases.ALL, mask, place, false, false), pooling);
    }

    static Tower tower(Stem stem, Attention attention, Pooling pooling) {
        Block block =
                new Block(stem.width(), Block.NormPlace.BEFORE, 1e-6, attention, Mlp.plain(8, Activation.GELU), false);
        Head head = new Head(true, pooling, PooledNorm.NONE, 1e-6, false, new Projection.Linear(5, false));
        return new Tower(stem, List.of(block), Map.of(Tower.EMBEDDING, head));
    }
}
