package org.panderm4j.nn.engine.cuda;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import org.panderm4j.nn.tower.Attention;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.Block.NormPlace;
import org.panderm4j.nn.tower.Tower;

/**
 * A tower's blocks, one after the other over the same arrays. The residual stream is float32 and changed in place; what a branch
 * leaves is added to it by the norm that follows, which has it in its registers anyway.
 */
final class BlockProgram {
    /** Tokens as a branch reads them, [b, n, d]. */
    private static final String BRANCH = "branch";

    private static final String QKV = "qkv";
    private static final String MIXED = "mixed";
    /** What attention leaves to be added to the tokens, and what the MLP leaves. */
    private static final String OUT = "out";

    private static final String DOWN = "down";
    private static final String HIDDEN = "hidden";
    private static final String GATE = "gate";

    private final Element format;
    private final Shape shape;
    private final Operations operations;
    private final Inputs inputs;
    private final Scratch scratch;
    private final LongUnaryOperator input;
    private final Optional<Angles> angles;
    private final Optional<JointProgram> joint;
    private final long tokens;
    private final int d;
    /** Whether the branch holds the tokens as they are. */
    private boolean copied;
    /** What branches have left, to be added to the tokens. */
    private final List<Long> pending = new ArrayList<>();

    /**
     * @param format of what is multiplied
     * @param input address of an input by its offset
     * @param angles of places, where queries and keys are turned
     * @param joint the stem over pictures with texts, which knows what places add to scores, where it is that
     */
    BlockProgram(
            Tower tower,
            Element format,
            Shape shape,
            Operations operations,
            Inputs inputs,
            Scratch scratch,
            LongUnaryOperator input,
            Optional<Angles> angles,
            Optional<JointProgram> joint) {
        this.format = format;
        this.shape = shape;
        this.operations = operations;
        this.inputs = inputs;
        this.scratch = scratch;
        this.input = input;
        this.angles = angles;
        this.joint = joint;
        this.tokens = shape.tokens();
        this.d = tower.width();
        declare(tower.blocks());
    }

    private void declare(List<Block> blocks) {
        scratch.declare(BRANCH, tokens * d, format);
        scratch.declare(QKV, tokens * 3 * d, format);
        scratch.declare(MIXED, tokens * d, format);
        scratch.declare(OUT, tokens * d, format);
        scratch.declare(DOWN, tokens * d, format);
        int hidden =
                blocks.stream().mapToInt(block -> block.mlp().hidden()).max().orElse(0);
        scratch.declare(HIDDEN, tokens * hidden, format);
        if (blocks.stream().anyMatch(block -> block.mlp().gated())) {
            scratch.declare(GATE, tokens * hidden, format);
        }
    }

    private long x() {
        return scratch.of(TowerProgram.X);
    }

    /** Forgets what an earlier queueing has left. */
    void begin() {
        copied = false;
        pending.clear();
    }

    /** Adds to the tokens what branches have left. */
    void settle() {
        pending.forEach(left -> operations.add(x(), left, format, tokens * d));
        pending.clear();
    }

    /** Queues a block. */
    void queue(Block block, BlockWeights own) {
        if (block.norm() == NormPlace.BEFORE) {
            norm(own.attentionNorm(), block.eps(), Residual.ADDED);
            attend(block, own);
            norm(own.mlpNorm(), block.eps(), Residual.LATER);
            widen(block, own);
            copied = false;
        } else {
            asIs();
            attend(block, own);
            norm(own.attentionNorm(), block.eps(), Residual.NORMALISED);
            widen(block, own);
            norm(own.mlpNorm(), block.eps(), Residual.NORMALISED);
            copied = true;
        }
    }

    /** What becomes of the tokens when they are normalised for a branch. */
    private enum Residual {
        /** They get what branches have left. */
        ADDED,
        /** They stay as they are: what has been left is added once more by a later norm, which is cheaper than writing them twice. */
        LATER,
        /** They are normalised themselves, where the norm stands behind the residual. */
        NORMALISED
    }

    /** Normalises the tokens, and what branches have left with them, for the branch that follows. */
    private void norm(NormWeights own, double eps, Residual residual) {
        operations.norm(
                new NormCall(
                        x(),
                        Element.F32,
                        pending.isEmpty() ? 0 : pending.get(0),
                        pending.size() < 2 ? 0 : pending.get(1),
                        residual == Residual.ADDED && !pending.isEmpty() ? x() : 0,
                        scratch.of(BRANCH),
                        format,
                        residual == Residual.NORMALISED ? x() : 0,
                        tokens),
                own,
                eps);
        if (residual != Residual.LATER) {
            pending.clear();
        }
    }

    /** The tokens as they are, in the format of factors, unless the norm before has left them there. */
    private void asIs() {
        if (!copied) {
            settle();
            operations.copy(x(), scratch.of(BRANCH), format, tokens * d);
        }
    }

    private void attend(Block block, BlockWeights own) {
        operations.linear(scratch.of(BRANCH), own.qkv(), scratch.of(QKV), tokens);
        if (block.attention().place() == Attention.Place.ROTARY) {
            rotate(block, angles.orElseThrow().of(shape));
        }
        own.distances().ifPresent(table -> joint.orElseThrow().distances(table));
        operations.attention(call(block), format);
        long out = scratch.of(OUT);
        operations.linear(scratch.of(MIXED), own.out(), out, tokens);
        own.outNorm().ifPresent(norm -> operations.norm(NormCall.inPlace(out, format, tokens), norm, block.eps()));
        pending.add(out);
    }

    private void rotate(Block block, Angles.Table table) {
        operations.rotate(
                scratch.of(QKV),
                format,
                table.cosines(),
                table.sines(),
                tokens,
                shape.length(),
                block.attention().heads(),
                block.headWidth());
    }

    private AttentionCall call(Block block) {
        Attention attention = block.attention();
        return new AttentionCall(
                scratch.of(QKV),
                scratch.of(MIXED),
                attention.mask() == Attention.Mask.PADDING ? input.applyAsLong(inputs.seen()) : 0,
                attention.place() == Attention.Place.RELATIVE
                        ? joint.orElseThrow().added()
                        : 0,
                shape.sequences(),
                shape.length(),
                attention.heads(),
                block.headWidth(),
                (float) attention.scale(),
                attention.mask() == Attention.Mask.CAUSAL);
    }

    private void widen(Block block, BlockWeights own) {
        long hidden = scratch.of(HIDDEN);
        long values = tokens * block.mlp().hidden();
        operations.linear(scratch.of(BRANCH), own.up(), hidden, tokens);
        own.gate().ifPresent(gate -> operations.linear(scratch.of(BRANCH), gate, scratch.of(GATE), tokens));
        operations.activate(
                block.mlp().activation(), hidden, own.gate().isPresent() ? scratch.of(GATE) : 0, values, format);
        own.hiddenNorm()
                .ifPresent(norm -> operations.norm(NormCall.inPlace(hidden, format, tokens), norm, block.eps()));
        long down = scratch.of(DOWN);
        operations.linear(hidden, own.down(), down, tokens);
        pending.add(down);
    }
}
