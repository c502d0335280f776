package org.panderm4j.pretrain;

import java.util.OptionalDouble;

/**
 * What is learned, and against what.
 *
 * @param loss which contrastive loss
 * @param image part of the image tower that keeps its values
 * @param text part of the text tower that does
 * @param recompute whether activations are computed a second time on the way back instead of kept
 * @param dropout of the text tower; empty: 0.1 with a BERT, none with a CLIP, as they were trained
 * @param depthDropout stochastic depth of the image tower
 */
public record LearningOptions(
        Loss loss, TowerLock image, TowerLock text, boolean recompute, OptionalDouble dropout, double depthDropout) {
    /** Contrastive losses. */
    public enum Loss {
        CLIP,
        SIGLIP
    }

    /** Whether the logits have a bias. */
    public boolean bias() {
        return loss == Loss.SIGLIP;
    }
}
