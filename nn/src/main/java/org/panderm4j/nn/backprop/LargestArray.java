package org.panderm4j.nn.backprop;

import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.Stem;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.Tower;

/** How large the largest array of a pass is, apart from those in the shape of a parameter, before anything has run. */
final class LargestArray {
    /** What helps where it is too large. */
    static final String CURE = "use a smaller batch, and more parts to a step";

    private LargestArray() {}

    /**
     * Bytes for each input of a batch: a picture of the usual size, or a text of the longest.
     *
     * @param tower over pictures or over texts
     */
    static long bytesOfAnInput(Tower tower) {
        long values = 0;
        for (Block block : tower.blocks()) {
            values = Math.max(values, values(block, tokens(tower.stem())));
        }
        if (tower.stem() instanceof PatchStem stem) {
            values = Math.max(values, (long) stem.grid() * stem.grid() * stem.patchValues());
        }
        return Float.BYTES * Math.max(values, tokens(tower.stem()) * tower.width());
    }

    private static long tokens(Stem stem) {
        return stem instanceof PatchStem patches ? patches.tokens() : ((TokenStem) stem).positions();
    }

    /** Of queries, keys and values together, of scores, and of the hidden layer. */
    private static long values(Block block, long tokens) {
        long perToken = Math.max(3L * block.width(), block.mlp().hidden());
        return tokens * Math.max(perToken, block.attention().heads() * tokens);
    }

    /**
     * Refuses a batch that has no room.
     *
     * @param most bytes of one array
     */
    static void require(Tower tower, long inputs, long most) {
        long each = bytesOfAnInput(tower);
        if (inputs > most / each) {
            throw new IllegalArgumentException("expected batches of at most " + most / each
                    + " inputs in training, since one array has at most " + most + " bytes and an input takes up to "
                    + each + ", found " + inputs + "; " + CURE);
        }
    }
}
