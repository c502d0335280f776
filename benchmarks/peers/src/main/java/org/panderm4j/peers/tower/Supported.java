package org.panderm4j.peers.tower;

import org.panderm4j.nn.tower.Activation;
import org.panderm4j.nn.tower.Attention;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.Head;
import org.panderm4j.nn.tower.Mlp;
import org.panderm4j.nn.tower.Positions;
import org.panderm4j.nn.tower.Projection;
import org.panderm4j.nn.tower.Stem;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.TextEnd;
import org.panderm4j.nn.tower.Tower;

/** Says which towers the libraries can be given: plain ViT and BERT encoders. Another one is refused, never approximated. */
final class Supported {
    private Supported() {}

    /**
     * Lets a supported tower pass.
     *
     * @throws IllegalArgumentException when a part of it has no counterpart in {@link Ops}
     */
    static void require(Tower tower) {
        boolean blocks = tower.blocks().stream().allMatch(block -> isPlain(block, tower.stem()));
        if (!isPlain(tower.stem()) || !blocks || !isPlain(tower.head(Tower.EMBEDDING))) {
            throw new IllegalArgumentException(
                    "expected a plain ViT or BERT tower to compare libraries on, found " + tower);
        }
    }

    private static boolean isPlain(Stem stem) {
        if (stem instanceof PatchStem patches) {
            return patches.bias()
                    && patches.registers() == 0
                    && patches.norm().isEmpty()
                    && patches.positions() instanceof Positions.Table;
        }
        return stem instanceof TokenStem tokens
                && tokens.types() > 0
                && tokens.norm().isPresent()
                && tokens.end() instanceof TextEnd.Padding;
    }

    private static boolean isPlain(Block block, Stem stem) {
        Attention attention = block.attention();
        Mlp mlp = block.mlp();
        Attention.Mask mask = stem instanceof TokenStem ? Attention.Mask.PADDING : Attention.Mask.NONE;
        boolean attends = attention.mask() == mask
                && attention.place() == Attention.Place.NONE
                && attention.biases().output()
                && !attention.headScale()
                && !attention.norm();
        return attends && mlp.equals(Mlp.plain(mlp.hidden(), Activation.GELU));
    }

    private static boolean isPlain(Head head) {
        boolean pools = head.pooling() == Head.Pooling.CLASS || head.pooling() == Head.Pooling.MEAN_OF_PATCHES;
        return pools
                && head.pooledNorm() != Head.PooledNorm.OWN_WEIGHTS
                && !head.pooler()
                && head.projection() instanceof Projection.None;
    }
}
