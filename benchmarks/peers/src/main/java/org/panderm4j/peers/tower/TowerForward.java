package org.panderm4j.peers.tower;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.panderm4j.nn.tower.Head;
import org.panderm4j.nn.tower.ParameterNames;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;

/** A tower in the operations of one library: its weights loaded, its forward pass as calls of {@link Ops}. */
public final class TowerForward<T> {
    private final Ops<T> ops;
    private final StemForward<T> stem;
    private final List<BlockForward<T>> blocks = new ArrayList<>();
    private final Head head;
    private final Optional<T> normWeight;
    private final Optional<T> normBias;

    private TowerForward(Ops<T> ops, Tower tower, Parameters<T> parameters, StemForward<T> stem) {
        this.ops = ops;
        this.stem = stem;
        for (int i = 0; i < tower.blocks().size(); i++) {
            blocks.add(new BlockForward<>(ops, tower.blocks().get(i), parameters, ParameterNames.block(i)));
        }
        head = tower.head(Tower.EMBEDDING);
        normWeight = headNorm(parameters, ".weight");
        normBias = headNorm(parameters, ".bias");
    }

    /**
     * A tower over patches.
     *
     * @throws IllegalArgumentException when the tower has a part that is not under comparison
     */
    public static <T> TowerForward<T> images(Ops<T> ops, Tower tower, Weights weights) {
        Supported.require(tower);
        Parameters<T> parameters = new Parameters<>(ops, weights);
        StemForward<T> stem = StemForward.patches(ops, (PatchStem) tower.stem(), parameters);
        return new TowerForward<>(ops, tower, parameters, stem);
    }

    /**
     * A tower over tokens.
     *
     * @param length tokens of a row, padding included
     * @throws IllegalArgumentException when the tower has a part that is not under comparison
     */
    public static <T> TowerForward<T> texts(Ops<T> ops, Tower tower, Weights weights, int length) {
        Supported.require(tower);
        Parameters<T> parameters = new Parameters<>(ops, weights);
        StemForward<T> stem = StemForward.tokens(ops, (TokenStem) tower.stem(), parameters, length);
        return new TowerForward<>(ops, tower, parameters, stem);
    }

    /** Pixels [b, 3, H, W] to features [b, d]. */
    public T ofPixels(T pixels) {
        return read(pixels, Optional.empty());
    }

    /** Ids [b, n] and a mask [b, n], 1 for tokens and 0 for padding, to features [b, d]. */
    public T ofIds(T ids, T mask) {
        return read(ids, Optional.of(ops.paddingBias(mask)));
    }

    private T read(T input, Optional<T> paddingBias) {
        T x = ops.scoped(() -> stem.apply(input)); // [b, n, d]
        for (BlockForward<T> block : blocks) {
            T before = x;
            x = ops.scoped(() -> block.apply(before, paddingBias));
        }
        T last = x;
        return ops.scoped(() -> head(last));
    }

    private T head(T x) {
        T tokens = head.tokenNorm() ? norm(x) : x;
        T vector = head.pooling() == Head.Pooling.CLASS ? ops.firstToken(tokens) : ops.meanFrom(tokens, 1); // [b, d]
        return head.pooledNorm() == Head.PooledNorm.NONE ? vector : norm(vector);
    }

    private T norm(T x) {
        return ops.layerNorm(x, normWeight.orElseThrow(), normBias.orElseThrow(), head.eps());
    }

    private Optional<T> headNorm(Parameters<T> parameters, String part) {
        return head.tokenNorm() || head.pooledNorm() != Head.PooledNorm.NONE
                ? Optional.of(parameters.get(ParameterNames.HEAD_NORM + part))
                : Optional.empty();
    }
}
