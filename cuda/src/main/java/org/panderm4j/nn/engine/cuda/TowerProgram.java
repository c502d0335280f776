package org.panderm4j.nn.engine.cuda;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.panderm4j.nn.graph.TowerGraph;
import org.panderm4j.nn.tower.Attention;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.Block.NormPlace;
import org.panderm4j.nn.tower.Norm;
import org.panderm4j.nn.tower.Stem.JointStem;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.Tower;

/**
 * A tower for parts of one shape, as operations that are queued in order. The residual stream x is float32 and changed in place;
 * what is multiplied is in the arithmetic's format.
 */
final class TowerProgram {
    /** Tokens as they are, [b, n, d] float32. */
    private static final String X = "x";
    /** Tokens as a branch reads them, [b, n, d]. */
    private static final String BRANCH = "branch";

    private static final String QKV = "qkv";
    private static final String MIXED = "mixed";
    /** What attention leaves to be added to x, and what the MLP leaves. */
    private static final String OUT = "out";

    private static final String DOWN = "down";
    private static final String HIDDEN = "hidden";
    private static final String GATE = "gate";
    private static final String PATCHES = "patches";
    private static final String EMBEDDED = "embedded";
    private static final String INPUTS = "inputs";

    private final Tower tower;
    private final TowerWeights weights;
    private final Element format;
    private final Shape shape;
    private final Operations operations;
    private final Inputs inputs;
    private final Scratch scratch = new Scratch();
    private final HeadProgram heads;
    private final long tokens;
    private final int d;
    private Sink sink = Sink.NONE;
    /** Whether the branch holds the tokens as they are. */
    private boolean copied;
    /** The stem over pictures with texts, where it is that. */
    private Optional<JointProgram> joint = Optional.empty();
    /** What branches have left, to be added to x. */
    private final List<Long> pending = new ArrayList<>();

    TowerProgram(Tower tower, TowerWeights weights, Arithmetic arithmetic, Shape shape, Operations operations) {
        this.tower = tower;
        this.weights = weights;
        this.format = arithmetic.format();
        this.shape = shape;
        this.operations = operations;
        this.inputs = new Inputs(tower, shape);
        this.tokens = shape.tokens();
        this.d = tower.width();
        declare();
        this.heads = new HeadProgram(tower, weights, shape, operations, scratch, inputs, X, this::input);
    }

    private void declare() {
        scratch.declare(INPUTS, inputs.bytes(), Element.BYTE);
        scratch.declare(X, tokens * d, Element.F32);
        scratch.declare(BRANCH, tokens * d, format);
        scratch.declare(QKV, tokens * 3 * d, format);
        scratch.declare(MIXED, tokens * d, format);
        scratch.declare(OUT, tokens * d, format);
        scratch.declare(DOWN, tokens * d, format);
        int hidden = tower.blocks().stream()
                .mapToInt(block -> block.mlp().hidden())
                .max()
                .orElse(0);
        scratch.declare(HIDDEN, tokens * hidden, format);
        if (tower.blocks().stream().anyMatch(block -> block.mlp().gated())) {
            scratch.declare(GATE, tokens * hidden, format);
        }
        if (weights.stem() instanceof StemWeights.Joint own) {
            Attention attention = tower.blocks().get(0).attention(); // heads and scale are those of every block
            joint = Optional.of(new JointProgram((JointStem) tower.stem(), own, attention, shape, operations, scratch));
        }
        if (tower.stem() instanceof PatchStem stem) {
            long patches = (long) shape.sequences() * shape.gridRows() * shape.gridColumns();
            scratch.declare(PATCHES, patches * Parameters.padded(stem.patchValues()), format);
            scratch.declare(EMBEDDED, patches * d, Element.F32);
        }
    }

    Inputs inputs() {
        return inputs;
    }

    /** Bytes that {@link #place} wants. */
    long bytes() {
        return scratch.bytes();
    }

    /** Says where its arrays are. */
    void place(long address) {
        scratch.place(address);
    }

    /** Where a part's inputs go, as {@link Inputs} lays them out. */
    long target() {
        return scratch.of(INPUTS);
    }

    private long input(long offset) {
        return scratch.of(INPUTS) + offset;
    }

    /** Where a head's outputs are when everything queued is done. */
    long output(String name) {
        return heads.output(name);
    }

    /** Queues everything. */
    void queue(Sink taker) {
        sink = taker;
        copied = false;
        pending.clear();
        stem();
        deliver(TowerGraph.STEM, X);
        for (int i = 0; i < tower.blocks().size(); i++) {
            block(tower.blocks().get(i), weights.blocks().get(i));
            deliver(TowerGraph.block(i), X);
        }
        settle();
        heads.queue(taker);
    }

    /** Adds to x what branches have left; otherwise the norm that follows does. */
    private void settle() {
        pending.forEach(left -> operations.add(scratch.of(X), left, format, tokens * d));
        pending.clear();
    }

    private void deliver(String name, String array) {
        if (sink != Sink.NONE) {
            settle();
        }
        sink.take(name, scratch.of(array), tokens * d);
    }

    private void stem() {
        if (weights.stem() instanceof StemWeights.Patches patches) {
            patches((PatchStem) tower.stem(), patches);
        } else if (weights.stem() instanceof StemWeights.Words words) {
            operations.words(input(inputs.ids()), words, scratch.of(X), tokens, shape.length(), d);
            TokenStem stem = (TokenStem) tower.stem();
            stem.norm().ifPresent(norm -> stemNorm(norm, words));
        }
        joint.ifPresent(one ->
                one.queue(input(inputs.pixels()), input(inputs.ids()), input(inputs.seen()), scratch.of(X), sink));
    }

    private void patches(PatchStem stem, StemWeights.Patches own) {
        long count = tokens / shape.length() * (shape.length() - stem.leading());
        operations.cut(
                input(inputs.pixels()),
                scratch.of(PATCHES),
                format,
                count,
                shape.gridRows(),
                shape.gridColumns(),
                stem.patch(),
                own.embedding().in());
        operations.linear(scratch.of(PATCHES), own.embedding(), scratch.of(EMBEDDED), count);
        sink.take(TowerGraph.PATCHES, scratch.of(EMBEDDED), count * d);
        operations.sequence(scratch.of(EMBEDDED), own, scratch.of(X), tokens, shape.length(), stem.leading(), d);
        deliver(TowerGraph.SEQUENCE, X);
        stem.norm().ifPresent(norm -> stemNorm(norm, own));
    }

    private void stemNorm(Norm norm, StemWeights own) {
        long x = scratch.of(X);
        operations.norm(NormCall.inPlace(x, tokens), own.norm().orElseThrow(), norm.eps());
    }

    private void block(Block block, BlockWeights own) {
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

    /** What becomes of x when it is normalised for a branch. */
    private enum Residual {
        /** It gets what branches have left. */
        ADDED,
        /** It stays as it is: what has been left is added once more by a later norm, which is cheaper than writing x twice. */
        LATER,
        /** It is normalised itself, where the norm stands behind the residual. */
        NORMALISED
    }

    /** Normalises x, and what branches have left with it, for the branch that follows. */
    private void norm(NormWeights own, double eps, Residual residual) {
        long x = scratch.of(X);
        operations.norm(
                new NormCall(
                        x,
                        Element.F32,
                        pending.isEmpty() ? 0 : pending.get(0),
                        pending.size() < 2 ? 0 : pending.get(1),
                        residual == Residual.ADDED && !pending.isEmpty() ? x : 0,
                        scratch.of(BRANCH),
                        format,
                        residual == Residual.NORMALISED ? x : 0,
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
            operations.copy(scratch.of(X), scratch.of(BRANCH), format, tokens * d);
        }
    }

    private void attend(Block block, BlockWeights own) {
        Attention attention = block.attention();
        long qkv = scratch.of(QKV);
        operations.linear(scratch.of(BRANCH), own.qkv(), qkv, tokens);
        if (attention.place() == Attention.Place.ROTARY) {
            Angles.Table table = weights.angles().orElseThrow().of(shape);
            operations.rotate(
                    qkv,
                    format,
                    table.cosines(),
                    table.sines(),
                    tokens,
                    shape.length(),
                    attention.heads(),
                    block.headWidth());
        }
        own.distances().ifPresent(table -> joint.orElseThrow().distances(table));
        operations.attention(call(block), format);
        long out = scratch.of(OUT);
        operations.linear(scratch.of(MIXED), own.out(), out, tokens);
        own.outNorm().ifPresent(norm -> operations.norm(NormCall.inPlace(out, format, tokens), norm, block.eps()));
        pending.add(out);
    }

    private AttentionCall call(Block block) {
        Attention attention = block.attention();
        return new AttentionCall(
                scratch.of(QKV),
                scratch.of(MIXED),
                attention.mask() == Attention.Mask.PADDING ? input(inputs.seen()) : 0,
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
