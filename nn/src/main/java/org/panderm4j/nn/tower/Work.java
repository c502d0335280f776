package org.panderm4j.nn.tower;

import java.util.List;
import java.util.stream.Stream;
import org.panderm4j.nn.tower.Stem.JointStem;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;

/**
 * The products of one picture, text or pair on its way through a tower to one head. Norms, activations, softmax and additions are
 * not counted, as usual; nor are a {@link JointStem}'s products of positions, which are the same for every picture of a batch.
 *
 * @param linear products with a weight matrix: the patch embedding, a block's linear layers, the head's
 * @param other scores and values of attention, and convolutions, written as products of their patches (He et al. 2016)
 */
public record Work(List<Product> linear, List<Product> other) {
    public Work {
        linear = List.copyOf(linear);
        other = List.copyOf(other);
    }

    /**
     * Of a picture of the size that the tower was built for; a tower over pictures and texts gives it its prompt.
     *
     * @param head name of the read-out
     * @throws IllegalArgumentException when the tower takes no pictures or has no such head
     */
    public static Work ofPicture(Tower tower, String head) {
        if (tower.stem() instanceof PatchStem patches) {
            return ofPicture(tower, head, patches.image(), patches.image());
        }
        if (tower.stem() instanceof JointStem joint) {
            return ofPair(tower, head, joint.prompt().size());
        }
        throw new IllegalArgumentException("expected a tower over pictures, found the stem " + tower.stem());
    }

    /**
     * Of a picture of another size, for a tower that takes any.
     *
     * @param height in pixels
     * @param width in pixels
     * @throws IllegalArgumentException when the tower does not take pictures of this size, or has no such head
     */
    public static Work ofPicture(Tower tower, String head, int height, int width) {
        if (tower.stem() instanceof PatchStem stem) {
            requireFit(stem, height, width);
            int patches = height / stem.patch() * (width / stem.patch());
            WorkSum sum = new WorkSum();
            sum.linear(patches, stem.patchValues(), stem.width());
            return sum.through(tower, stem.leading() + patches, head);
        }
        if (tower.stem() instanceof JointStem joint && height == joint.image() && width == joint.image()) {
            return ofPicture(tower, head);
        }
        throw new IllegalArgumentException("expected a tower over pictures of " + height + " x " + width
                + " pixels, found the stem " + tower.stem());
    }

    private static void requireFit(PatchStem stem, int height, int width) {
        boolean usual = height == stem.image() && width == stem.image();
        boolean whole = height > 0 && width > 0 && height % stem.patch() == 0 && width % stem.patch() == 0;
        if (!usual && !(whole && stem.anyGrid())) {
            throw new IllegalArgumentException("expected pictures of " + stem.image() + " x " + stem.image()
                    + " pixels" + (stem.anyGrid() ? ", or sides that are multiples of " + stem.patch() : "")
                    + ", found " + height + " x " + width);
        }
    }

    /**
     * Of a text.
     *
     * @param tokens that are computed, n
     * @throws IllegalArgumentException when the tower takes no texts of this length, or has no such head
     */
    public static Work ofText(Tower tower, String head, int tokens) {
        if (!(tower.stem() instanceof TokenStem stem) || tokens <= 0 || tokens > stem.positions()) {
            throw new IllegalArgumentException(
                    "expected a tower over texts of " + tokens + " tokens, found the stem " + tower.stem());
        }
        return new WorkSum().through(tower, tokens, head);
    }

    /**
     * Of a picture with a text.
     *
     * @param tokens of the text that are computed
     * @throws IllegalArgumentException when the tower does not take both, or no texts of this length, or has no such head
     */
    public static Work ofPair(Tower tower, String head, int tokens) {
        if (!(tower.stem() instanceof JointStem stem) || tokens <= 0 || tokens > stem.longestText()) {
            throw new IllegalArgumentException("expected a tower over pictures with texts of " + tokens
                    + " tokens, found the stem " + tower.stem());
        }
        WorkSum sum = new WorkSum();
        sum.network(stem.network(), stem.image());
        sum.linear(stem.imageTokens(), stem.network().output(), stem.width());
        return sum.through(tower, stem.imageTokens() + tokens, head);
    }

    /** Floating-point operations of all products, a multiplication and an addition counted as two. */
    public long flop() {
        return Stream.concat(linear.stream(), other.stream())
                .mapToLong(Product::flop)
                .sum();
    }
}
