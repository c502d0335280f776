package org.panderm4j.nn.engine.onednn;

import java.util.List;
import org.panderm4j.nn.engine.onednn.BlockWeights.MlpSlice;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.Block.NormPlace;

/** Compiles encoder blocks, which change the residual stream in place. */
final class BlockCompiler {
    private final Scope scope;
    private final AttentionCompiler attention;
    private final View x;

    BlockCompiler(Scope scope, AttentionCompiler attention) {
        this.scope = scope;
        this.attention = attention;
        this.x = scope.tokens();
    }

    void compile(Block block, BlockWeights weights) {
        if (block.norm() == NormPlace.BEFORE) {
            attend(block, weights, normed(block, weights.attentionNorm()));
            widen(block, weights, normed(block, weights.mlpNorm()));
        } else {
            attend(block, weights, asIs(1));
            scope.operations().norm(x, weights.attentionNorm(), block.eps(), x);
            widen(block, weights, asIs(weights.slices().size()));
            scope.operations().norm(x, weights.mlpNorm(), block.eps(), x);
        }
    }

    private View normed(Block block, NormWeights weights) {
        View normed = scope.matrix("branch", scope.width());
        scope.operations().norm(x, weights, block.eps(), normed);
        return normed;
    }

    /** The tokens in the blocks' format; a copy, unless they are read once before they are added to. */
    private View asIs(int reads) {
        if (scope.arithmetic().format() == Format.F32 && reads == 1) {
            return x;
        }
        View copy = scope.matrix("branch", scope.width());
        scope.operations().copy(x, copy);
        return copy;
    }

    private void attend(Block block, BlockWeights weights, View input) {
        View mixed = attention.mix(block, weights, input);
        if (weights.outNorm().isEmpty()) {
            scope.linears().apply(mixed, weights.out(), x, Fusion.ACCUMULATE);
            return;
        }
        View branch = scope.program()
                .shared("out", Layout.dense(Format.F32, scope.form().tokens(), scope.width()));
        scope.linears().apply(mixed, weights.out(), branch);
        scope.operations().norm(branch, weights.outNorm().get(), block.eps(), branch);
        scope.operations().add(x, branch, x);
    }

    private void widen(Block block, BlockWeights weights, View input) {
        for (MlpSlice slice : weights.slices()) {
            View hidden = hidden(block, slice, input);
            weights.hiddenNorm().ifPresent(norm -> scope.operations().norm(hidden, norm, block.eps(), hidden));
            scope.linears().apply(hidden, slice.down(), x, Fusion.ACCUMULATE);
        }
    }

    private View hidden(Block block, MlpSlice slice, View input) {
        Fusion activation = Fusion.of(Fusion.Function.of(block.mlp().activation()));
        long width = slice.up().kind().out();
        View hidden = scope.matrix("hidden", width);
        if (slice.gate().isEmpty()) {
            scope.linears().apply(input, slice.up(), hidden, activation);
            return hidden;
        }
        View gate = scope.matrix("gate", width);
        scope.linears().apply(input, slice.gate().get(), gate, activation);
        scope.linears().apply(input, slice.up(), hidden, Fusion.NONE.times(gate.layout()), List.of(gate));
        return hidden;
    }
}
