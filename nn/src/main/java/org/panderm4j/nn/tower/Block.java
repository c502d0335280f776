package org.panderm4j.nn.tower;

/**
 * One encoder block: attention and an MLP, each with a norm and a residual.
 *
 * @param width length of a token vector
 * @param norm where the norms stand
 * @param eps added to the variance in all its norms
 * @param attention its first branch
 * @param mlp its second branch
 * @param layerScale whether both branches are multiplied by a learned vector before they are added (Touvron et al. 2021)
 */
public record Block(int width, NormPlace norm, double eps, Attention attention, Mlp mlp, boolean layerScale) {

    public Block {
        if (width <= 0 || width % attention.heads() != 0) {
            throw new IllegalArgumentException("expected a width that is a multiple of the heads, found width " + width
                    + ", heads " + attention.heads());
        }
        if (!(eps > 0)) {
            throw new IllegalArgumentException("expected a positive eps, found " + eps);
        }
        if (attention.place() == Attention.Place.ROTARY && width / attention.heads() % 4 != 0) {
            throw new IllegalArgumentException(
                    "expected a head width that is a multiple of 4 for rotary positions, found "
                            + width / attention.heads());
        }
    }

    /** Values per head. */
    public int headWidth() {
        return width / attention.heads();
    }

    /** Where a norm stands: before its branch (ViT), or after the residual has been added (BERT). */
    public enum NormPlace {
        BEFORE,
        AFTER
    }
}
