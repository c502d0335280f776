package org.panderm4j.nn.engine.cuda;

import org.panderm4j.nn.graph.TowerGraph;
import org.panderm4j.nn.tower.Tower;

/** A tower for parts of one shape, as operations that are queued in order. */
final class TowerProgram {
    /** The tokens, [b, n, d] float32: what stem, blocks and heads hand to each other. */
    static final String X = "x";

    private static final String INPUTS = "inputs";

    private final Tower tower;
    private final TowerWeights weights;
    private final Inputs inputs;
    private final Scratch scratch = new Scratch();
    private final StemProgram stem;
    private final BlockProgram blocks;
    private final HeadProgram heads;

    TowerProgram(Tower tower, TowerWeights weights, Arithmetic arithmetic, Shape shape, Operations operations) {
        this.tower = tower;
        this.weights = weights;
        this.inputs = new Inputs(tower, shape);
        Element format = arithmetic.format();
        scratch.declare(INPUTS, inputs.bytes(), Element.BYTE);
        scratch.declare(X, (long) shape.tokens() * tower.width(), Element.F32);
        stem = new StemProgram(tower, weights.stem(), format, shape, operations, inputs, scratch, this::input);
        blocks = new BlockProgram(
                tower, format, shape, operations, inputs, scratch, this::input, weights.angles(), stem.overBoth());
        heads = new HeadProgram(tower, weights, shape, operations, scratch, inputs, this::input);
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
    void queue(Sink sink) {
        blocks.begin();
        stem.queue(sink);
        deliver(TowerGraph.STEM, sink);
        for (int i = 0; i < tower.blocks().size(); i++) {
            blocks.queue(tower.blocks().get(i), weights.blocks().get(i));
            deliver(TowerGraph.block(i), sink);
        }
        blocks.settle();
        heads.queue(sink);
    }

    private void deliver(String name, Sink sink) {
        if (sink.wants(name)) {
            blocks.settle();
            sink.take(name, scratch.of(X));
        }
    }
}
