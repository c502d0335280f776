package org.panderm4j.peers.tower;

import java.util.Arrays;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.Tower;

/**
 * Floating point operations of a forward pass or a training step, 2 for a multiply-add: the products with weights and those of attention. Norms,
 * activations and softmax are not counted, as is the custom.
 */
public final class Work {
    private Work() {}

    /**
     * Useful operations of a batch. A text counts with its own tokens, whether an engine also computes its padding or not: so
     * rates compare as times do.
     */
    public static double of(Tower tower, Batch batch) {
        if (batch instanceof Batch.Texts texts && tower.stem() instanceof TokenStem stem) {
            return Arrays.stream(texts.ids())
                    .mapToDouble(row -> blocks(tower, stem.end().length(row)))
                    .sum();
        }
        PatchStem stem = (PatchStem) tower.stem();
        return batch.size() * (embedding(stem) + blocks(tower, stem.tokens()));
    }

    /**
     * Useful operations of a training step on pictures: each product has two on the way back, by its input and by its weights;
     * only pixels need no gradient.
     */
    public static double ofStep(Tower tower, Batch batch) {
        return 3 * of(tower, batch) - batch.size() * embedding((PatchStem) tower.stem());
    }

    private static double embedding(PatchStem stem) {
        double patches = (double) stem.grid() * stem.grid();
        return 2 * patches * stem.patchValues() * stem.width();
    }

    /** All blocks on one sequence of n tokens. */
    private static double blocks(Tower tower, int n) {
        return tower.blocks().stream().mapToDouble(block -> block(block, n)).sum();
    }

    private static double block(Block block, int n) {
        double d = block.width();
        double linear = 4 * d * d + 2 * d * block.mlp().hidden();
        return 2 * n * linear + 4.0 * n * n * d;
    }
}
