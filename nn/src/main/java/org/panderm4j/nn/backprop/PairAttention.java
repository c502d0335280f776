package org.panderm4j.nn.backprop;

import java.nio.FloatBuffer;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Attention of one token to two in one go: between products of feature vectors, ND4J's dozen operations on so little take longer
 * than the products. Results: values by shares, [b, h d], and the shares, [b, h, 1, 2]; the shares hand no gradient on.
 */
final class PairAttention extends HostOp {
    /** Values of queries from which on cases are shared among threads. */
    private static final long MANY = 1 << 18;

    private final int heads;
    private final int d;

    private PairAttention(SDVariable q, SDVariable keysValues, int heads, int d) {
        super(q.getSameDiff(), q, keysValues);
        this.heads = heads;
        this.d = d;
    }

    /** As {@link org.panderm4j.nn.graph.Style#pairAttention} says; values by shares, then the shares. */
    static SDVariable[] of(SDVariable q, SDVariable keysValues, int heads, int d) {
        return new PairAttention(q, keysValues, heads, d).outputVariables();
    }

    @Override
    SDVariable[] back(SDVariable gradient) {
        return new PairAttentionBack(gradient, this).outputVariables();
    }

    @Override
    public String opName() {
        return "pair_attention";
    }

    @Override
    public int getNumOutputs() {
        return 2;
    }

    @Override
    INDArray[] run(INDArray[] arguments, long[][] shapes, Memory memory) {
        int cases = (int) shapes[0][0];
        int width = heads * d;
        FloatBuffer queries = Memory.floats(memory.dense(arguments[0]));
        FloatBuffer tokens = Memory.floats(memory.dense(arguments[1]));
        INDArray mixed = memory.take(shapes[0]);
        INDArray shares = memory.take(cases, heads, 1, 2);
        FloatBuffer mixedValues = Memory.floats(mixed);
        FloatBuffer shareValues = Memory.floats(shares);
        each(cases, memory, (pair, i) -> {
            queries.get(i * width, pair.queries());
            tokens.get(i * 4 * width, pair.tokens());
            pair.attend();
            mixedValues.put(i * width, pair.mixed());
            shareValues.put(i * 2 * heads, pair.shares());
        });
        return new INDArray[] {mixed, shares};
    }

    private void each(int cases, Memory memory, ObjIntConsumer<TokenPair> task) {
        Supplier<TokenPair> scratch = () -> new TokenPair(heads, d);
        if ((long) cases * heads * d >= MANY) {
            memory.workers().run(cases, scratch, task);
            return;
        }
        TokenPair pair = scratch.get();
        for (int i = 0; i < cases; i++) {
            task.accept(pair, i);
        }
    }

    /** The way back. */
    private static final class PairAttentionBack extends HostOp {
        private final PairAttention forward;

        PairAttentionBack(SDVariable gradient, PairAttention forward) {
            super(gradient.getSameDiff(), forward.arg(0), forward.arg(1), forward.outputVariables()[1], gradient);
            this.forward = forward;
        }

        @Override
        public String opName() {
            return "pair_attention_back";
        }

        @Override
        public int getNumOutputs() {
            return 2;
        }

        @Override
        INDArray[] run(INDArray[] arguments, long[][] shapes, Memory memory) {
            int width = forward.heads * forward.d;
            FloatBuffer[] given = new FloatBuffer[arguments.length];
            for (int i = 0; i < given.length; i++) {
                given[i] = Memory.floats(memory.dense(arguments[i]));
            }
            INDArray queries = memory.take(shapes[0]);
            INDArray tokens = memory.take(shapes[1]);
            FloatBuffer queryValues = Memory.floats(queries);
            FloatBuffer tokenValues = Memory.floats(tokens);
            forward.each((int) shapes[0][0], memory, (pair, i) -> {
                given[0].get(i * width, pair.queries());
                given[1].get(i * 4 * width, pair.tokens());
                given[2].get(i * 2 * forward.heads, pair.shares());
                given[3].get(i * width, pair.mixed());
                pair.back();
                queryValues.put(i * width, pair.queries());
                tokenValues.put(i * 4 * width, pair.tokens());
            });
            return new INDArray[] {queries, tokens};
        }
    }
}
