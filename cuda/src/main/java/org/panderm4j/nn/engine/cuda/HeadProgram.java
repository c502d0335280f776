package org.panderm4j.nn.engine.cuda;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import org.panderm4j.nn.graph.TowerGraph;
import org.panderm4j.nn.tower.Head;
import org.panderm4j.nn.tower.Projection;
import org.panderm4j.nn.tower.Tower;

/** The read-outs that are wanted of a tower's last tokens, in float32. */
final class HeadProgram {
    private static final String TOKENS = "head tokens";

    private final Tower tower;
    private final TowerWeights weights;
    private final Shape shape;
    private final Operations operations;
    private final Scratch scratch;
    private final Inputs inputs;
    private final LongUnaryOperator input;
    private final Map<String, String> arrays = new HashMap<>();
    private final long tokens;
    private final int d;

    /**
     * @param inputs how they lie
     * @param input address of an input by its offset
     */
    HeadProgram(
            Tower tower,
            TowerWeights weights,
            Shape shape,
            Operations operations,
            Scratch scratch,
            Inputs inputs,
            LongUnaryOperator input) {
        this.tower = tower;
        this.weights = weights;
        this.shape = shape;
        this.operations = operations;
        this.scratch = scratch;
        this.inputs = inputs;
        this.input = input;
        this.tokens = shape.tokens();
        this.d = tower.width();
        tower.heads().forEach((name, head) -> {
            if (wants(name, head)) {
                declare(name, head);
            }
        });
    }

    private boolean wants(String name, Head head) {
        List<String> wanted = shape.wanted();
        return wanted.contains(name) || wanted.contains(TowerGraph.pooled(name)) || wantsTokens(name, head);
    }

    private boolean wantsTokens(String name, Head head) {
        return head.tokenNorm() && shape.wanted().contains(TowerGraph.tokens(name));
    }

    /** Whether the norm is over all tokens: where one token is taken, the others are spared it. */
    private boolean normsAll(String name, Head head) {
        return head.tokenNorm() && (!Inputs.takesOne(head.pooling()) || wantsTokens(name, head));
    }

    private void declare(String name, Head head) {
        long b = shape.sequences();
        if (normsAll(name, head)) {
            scratch.declare(TOKENS, tokens * d, Element.F32);
        }
        scratch.declare(name + " pooled", b * d, Element.F32);
        arrays.put(TowerGraph.pooled(name), name + " pooled");
        if (head.pooler()) {
            scratch.declare(name + " pooler", b * d, Element.F32);
            arrays.put(TowerGraph.pooled(name), name + " pooler");
        }
        arrays.put(name, arrays.get(TowerGraph.pooled(name)));
        List<Linear> projection = weights.heads().get(name).projection();
        for (int i = 0; i < projection.size(); i++) {
            scratch.declare(name + " projection " + i, b * projection.get(i).out(), Element.F32);
            arrays.put(name, name + " projection " + i);
        }
    }

    /** Where an output of a head is. */
    long output(String name) {
        return scratch.of(arrays.get(name));
    }

    /** Queues what is wanted. */
    void queue(Sink sink) {
        tower.heads().forEach((name, head) -> {
            if (wants(name, head)) {
                queue(name, head, sink);
            }
        });
    }

    private void queue(String name, Head head, Sink sink) {
        HeadWeights own = weights.heads().get(name);
        String pooled = pooled(name, head, own, sink);
        long vector = scratch.of(pooled);
        int b = shape.sequences();
        own.pooledNorm().ifPresent(norm -> operations.norm(NormCall.inPlace(vector, b), norm, head.eps()));
        own.pooler().ifPresent(pooler -> {
            long out = scratch.of(name + " pooler");
            operations.linear(vector, pooler, out, b);
            operations.tanh(out, (long) b * d);
        });
        sink.take(TowerGraph.pooled(name), output(TowerGraph.pooled(name)));
        project(name, head, own);
        sink.take(name, output(name));
    }

    private String pooled(String name, Head head, HeadWeights own, Sink sink) {
        String pooled = name + " pooled";
        boolean one = Inputs.takesOne(head.pooling());
        boolean all = normsAll(name, head);
        if (all) {
            long target = scratch.of(TOKENS);
            operations.norm(
                    NormCall.to(target, scratch.of(TowerProgram.X), tokens),
                    own.tokenNorm().orElseThrow(),
                    head.eps());
            sink.take(TowerGraph.tokens(name), target);
        }
        long from = input.applyAsLong(inputs.of(head.pooling()));
        long source = scratch.of(all ? TOKENS : TowerProgram.X);
        if (one) {
            operations.take(from, source, scratch.of(pooled), shape.sequences(), shape.length(), d);
        } else {
            operations.pool(from, source, scratch.of(pooled), shape.sequences(), shape.length(), d);
        }
        if (!all && own.tokenNorm().isPresent()) {
            long vector = scratch.of(pooled);
            operations.norm(
                    NormCall.inPlace(vector, shape.sequences()), own.tokenNorm().get(), head.eps());
        }
        return pooled;
    }

    private void project(String name, Head head, HeadWeights own) {
        long vector = output(TowerGraph.pooled(name));
        for (int i = 0; i < own.projection().size(); i++) {
            Linear layer = own.projection().get(i);
            long out = scratch.of(name + " projection " + i);
            operations.linear(vector, layer, out, shape.sequences());
            if (i == 0 && head.projection() instanceof Projection.TwoLayer two) {
                operations.activate(two.activation(), out, 0, (long) shape.sequences() * layer.out(), Element.F32);
            }
            vector = out;
        }
    }
}
