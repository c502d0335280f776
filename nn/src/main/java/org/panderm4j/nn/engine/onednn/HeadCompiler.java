package org.panderm4j.nn.engine.onednn;

import java.util.List;
import java.util.Set;
import org.panderm4j.nn.graph.TowerGraph;
import org.panderm4j.nn.tower.Head;
import org.panderm4j.nn.tower.Head.Pooling;
import org.panderm4j.nn.tower.Projection;
import org.panderm4j.nn.tower.Stem.JointStem;

/** Compiles a read-out, float32, done only for who asks for it. */
final class HeadCompiler {
    private final Scope scope;
    private final String name;
    private final Head head;
    private final HeadWeights weights;

    HeadCompiler(Scope scope, String name, Head head, HeadWeights weights) {
        this.scope = scope;
        this.name = name;
        this.head = head;
        this.weights = weights;
    }

    void compile() {
        if (head.tokenNorm()) {
            scope.program().onlyFor(Set.of(TowerGraph.tokens(name)), () -> {
                View tokens = normedTokens();
                Segment segment = scope.form().segments().get(0);
                scope.program().deliver(TowerGraph.tokens(name), tokens, segment.length(), scope.width());
            });
        }
        scope.program().onlyFor(Set.of(name, TowerGraph.pooled(name)), this::readOut);
    }

    private View normedTokens() {
        View tokens = scope.program().shared("head.tokens", scope.tokens().layout());
        scope.exact().norm(scope.tokens(), weights.tokenNorm().orElseThrow(), head.eps(), tokens);
        return tokens;
    }

    private void readOut() {
        View pooled = pooled();
        weights.pooledNorm().ifPresent(norm -> scope.exact().norm(pooled, norm, head.eps(), pooled));
        View vector = weights.pooler()
                .map(pooler -> linear("head.pooler", pooled, pooler, Fusion.of(Fusion.Function.TANH)))
                .orElse(pooled);
        scope.program().deliver(TowerGraph.pooled(name), vector, scope.width());
        View feature = projected(vector);
        scope.program().deliver(name, feature, feature.layout().dim(1));
    }

    /** [sequences, d]: where one token is taken, the norm over tokens is spared the others. */
    private View pooled() {
        View pooled = scope.program()
                .shared("head.pooled", Layout.dense(Format.F32, scope.form().sequences(), scope.width()));
        boolean one = head.pooling() != Pooling.MEAN_OF_PATCHES && head.pooling() != Pooling.MASKED_MEAN;
        View tokens = weights.tokenNorm().isPresent() && !one ? normedTokens() : scope.tokens();
        long row = 0;
        long sequence = 0;
        for (Segment segment : scope.form().segments()) {
            pool(tokens.rows(row, segment.tokens()), segment, (int) sequence, pooled.rows(sequence, segment.count()));
            row += segment.tokens();
            sequence += segment.count();
        }
        if (weights.tokenNorm().isPresent() && one) {
            scope.exact().norm(pooled, weights.tokenNorm().get(), head.eps(), pooled);
        }
        return pooled;
    }

    private void pool(View tokens, Segment segment, int first, View pooled) {
        switch (head.pooling()) {
            case CLASS -> take(tokens, segment, 0, pooled);
            case FIRST_OF_TEXT ->
                take(tokens, segment, ((JointStem) scope.tower().stem()).imageTokens(), pooled);
            case MEAN_OF_PATCHES, MASKED_MEAN, END -> mix(tokens, segment, first, pooled);
        }
    }

    /** The token at one place of each sequence. */
    private void take(View tokens, Segment segment, long place, View pooled) {
        long d = scope.width();
        long[] dims = {segment.count(), d};
        View taken =
                new View(tokens.rows(place, 1).location(), Layout.strided(Format.F32, dims, segment.length() * d, 1));
        scope.exact().copy(taken, pooled);
    }

    /** Tokens multiplied by shares of their own, and summed. */
    private void mix(View tokens, Segment segment, int first, View pooled) {
        long d = scope.width();
        View shares =
                scope.program().shared("head.shares", Layout.dense(Format.F32, segment.count(), 1, segment.length()));
        scope.program().add(new Shares(head.pooling(), scope.tower().stem(), segment, first, shares.location()));
        scope.exact()
                .multiply(
                        shares,
                        new View(tokens.location(), Layout.dense(Format.F32, segment.count(), segment.length(), d)),
                        new View(pooled.location(), Layout.dense(Format.F32, segment.count(), 1, d)),
                        List.of());
    }

    private View projected(View vector) {
        if (weights.projection().isEmpty()) {
            return vector;
        }
        if (head.projection() instanceof Projection.TwoLayer two) {
            View hidden = linear(
                    "head.hidden",
                    vector,
                    weights.projection().get(0),
                    Fusion.of(Fusion.Function.of(two.activation())));
            View feature = linear("head.feature", hidden, weights.projection().get(1), Fusion.NONE);
            scope.program().add(new Undefined(vector, feature));
            return feature;
        }
        return linear("head.feature", vector, weights.projection().get(0), Fusion.NONE);
    }

    private View linear(String array, View x, PackedLinear layer, Fusion fusion) {
        View y = scope.program()
                .shared(
                        array,
                        Layout.dense(
                                Format.F32,
                                scope.form().sequences(),
                                layer.kind().out()));
        scope.linears().apply(x, layer, y, fusion);
        return y;
    }
}
