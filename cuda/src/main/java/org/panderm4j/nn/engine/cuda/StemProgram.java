package org.panderm4j.nn.engine.cuda;

import java.util.Optional;
import java.util.function.LongUnaryOperator;
import org.panderm4j.nn.graph.TowerGraph;
import org.panderm4j.nn.tower.Attention;
import org.panderm4j.nn.tower.Norm;
import org.panderm4j.nn.tower.Stem.JointStem;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.Tower;

/** A tower's stem: it makes the tokens, float32, that the blocks change. */
final class StemProgram {
    private static final String PATCHES = "patches";
    private static final String EMBEDDED = "embedded";

    private final Tower tower;
    private final StemWeights weights;
    private final Element format;
    private final Shape shape;
    private final Operations operations;
    private final StemOperations own;
    private final Inputs inputs;
    private final Scratch scratch;
    private final LongUnaryOperator input;
    private final Optional<JointProgram> joint;
    private final long tokens;
    private final int d;

    /**
     * @param format of what is multiplied
     * @param input address of an input by its offset
     */
    StemProgram(
            Tower tower,
            StemWeights weights,
            Element format,
            Shape shape,
            Operations operations,
            Inputs inputs,
            Scratch scratch,
            LongUnaryOperator input) {
        this.tower = tower;
        this.weights = weights;
        this.format = format;
        this.shape = shape;
        this.operations = operations;
        this.own = new StemOperations(operations);
        this.inputs = inputs;
        this.scratch = scratch;
        this.input = input;
        this.tokens = shape.tokens();
        this.d = tower.width();
        this.joint = joint();
        declare();
    }

    private Optional<JointProgram> joint() {
        if (!(weights instanceof StemWeights.Joint pictures)) {
            return Optional.empty();
        }
        Attention attention = tower.blocks().get(0).attention(); // heads and scale are those of every block
        return Optional.of(new JointProgram((JointStem) tower.stem(), pictures, attention, shape, operations, scratch));
    }

    private void declare() {
        if (tower.stem() instanceof PatchStem stem) {
            long patches = (long) shape.sequences() * shape.gridRows() * shape.gridColumns();
            scratch.declare(PATCHES, patches * Parameters.padded(stem.patchValues()), format);
            scratch.declare(EMBEDDED, patches * d, Element.F32);
        }
    }

    /** The stem over pictures with texts, where it is that. */
    Optional<JointProgram> overBoth() {
        return joint;
    }

    private long x() {
        return scratch.of(TowerProgram.X);
    }

    /** Queues it. */
    void queue(Sink sink) {
        if (weights instanceof StemWeights.Patches patches) {
            patches((PatchStem) tower.stem(), patches, sink);
        } else if (weights instanceof StemWeights.Words words) {
            own.words(input.applyAsLong(inputs.ids()), words, x(), tokens, shape.length(), d);
            norm(((TokenStem) tower.stem()).norm());
        }
        joint.ifPresent(both -> both.queue(
                input.applyAsLong(inputs.pixels()),
                input.applyAsLong(inputs.ids()),
                input.applyAsLong(inputs.seen()),
                x(),
                sink));
    }

    private void patches(PatchStem stem, StemWeights.Patches patches, Sink sink) {
        long count = tokens / shape.length() * (shape.length() - stem.leading());
        long embedded = scratch.of(EMBEDDED);
        own.cut(
                input.applyAsLong(inputs.pixels()),
                scratch.of(PATCHES),
                format,
                count,
                shape.gridRows(),
                shape.gridColumns(),
                stem.patch(),
                patches.embedding().in());
        operations.linear(scratch.of(PATCHES), patches.embedding(), embedded, count);
        sink.take(TowerGraph.PATCHES, embedded);
        own.sequence(embedded, patches, x(), tokens, shape.length(), stem.leading(), d);
        sink.take(TowerGraph.SEQUENCE, x());
        norm(stem.norm());
    }

    private void norm(Optional<Norm> norm) {
        norm.ifPresent(one ->
                operations.norm(NormCall.inPlace(x(), tokens), weights.norm().orElseThrow(), one.eps()));
    }
}
