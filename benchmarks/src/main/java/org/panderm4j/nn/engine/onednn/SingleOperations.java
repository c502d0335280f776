package org.panderm4j.nn.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.tower.Activation;
import org.panderm4j.nn.tower.Attention;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.Head;
import org.panderm4j.nn.tower.Mlp;
import org.panderm4j.nn.tower.Projection;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.TextEnd;
import org.panderm4j.nn.tower.Tower;

/**
 * Makes the operations of a block one by one, in the formats and places that they have there: products, norms and attention give
 * what the next product multiplies, the residual stream and the scores are float32, residuals are added and softmax is taken in
 * place where the formats allow it. Two things differ from a tower: a batch is not cut into parts of some two thousand tokens, and
 * on processors with AMX an MLP is not cut along its hidden layer.
 */
public final class SingleOperations {
    private final Arithmetic arithmetic;

    /**
     * @throws IllegalStateException when the library cannot run here
     */
    public SingleOperations(Precision precision) {
        OneDnn.engine();
        this.arithmetic = Arithmetic.of(precision);
    }

    /** [rows, in] to [rows, out]; where there is a residual, the result is added to it in place. */
    public SingleOperation linear(LinearOperands operands) {
        SingleProgram single = new SingleProgram(arithmetic);
        long[] dims = {operands.rows(), operands.out()};
        View x = single.rounded(operands.x(), operands.rows(), operands.in());
        View y = operands.residual().map(values -> single.exact(values, dims)).orElseGet(() -> single.result(dims));
        Fusion fusion = operands.residual().isPresent()
                ? Fusion.ACCUMULATE
                : operands.gelu() ? Fusion.of(Fusion.Function.of(Activation.GELU)) : Fusion.NONE;
        new Linears(single.builder()).apply(x, single.pack(operands), y, fusion);
        return single.giving(y);
    }

    /**
     * Attention between its projections, without a mask. The scale of the scores goes into the queries beforehand, as a tower's
     * goes into their weights.
     *
     * @param qkv [batch n, 3 heads headWidth]
     */
    public SingleOperation attention(float[] qkv, int batch, int heads, int headWidth) {
        int d = heads * headWidth;
        int tokens = qkv.length / (3 * d);
        Block block = block(heads, headWidth);
        Form form = new Form(List.of(new Segment(batch, tokens / batch, false)), 0, 0);
        SingleProgram single = new SingleProgram(arithmetic);
        Scope scope = Scope.of(tower(block, tokens / batch), form, arithmetic, Tuning.of(arithmetic), single.builder());
        float scale = (float) block.attention().scale();
        View scaled = single.rounded(withScaledQueries(qkv, d, scale), tokens, 3L * d);
        return single.giving(new AttentionCompiler(scope, new ScoreTerms(scope)).mix(block, scaled));
    }

    private static Block block(int heads, int headWidth) {
        Attention attention = Attention.plain(heads, headWidth, Attention.Biases.ALL, Attention.Mask.NONE);
        int d = heads * headWidth;
        return new Block(d, Block.NormPlace.BEFORE, 1e-6, attention, Mlp.plain(4 * d, Activation.GELU), false);
    }

    /** What a block cannot be compiled without; of its stem and head nothing is compiled. */
    private static Tower tower(Block block, int n) {
        Head head = new Head(false, Head.Pooling.CLASS, Head.PooledNorm.NONE, 0, false, new Projection.None());
        return new Tower(
                new TokenStem(1, n, 0, block.width(), Optional.empty(), new TextEnd.LargestId()),
                List.of(block),
                Map.of(Tower.EMBEDDING, head));
    }

    private static float[] withScaledQueries(float[] qkv, int d, float scale) {
        float[] scaled = qkv.clone();
        for (int row = 0; row < scaled.length; row += 3 * d) {
            for (int i = row; i < row + d; i++) {
                scaled[i] *= scale;
            }
        }
        return scaled;
    }

    /**
     * Layer norm of the residual stream.
     *
     * @param x [rows, d]
     * @param weight [d]
     * @param bias [d]
     */
    public SingleOperation layerNorm(float[] x, float[] weight, float[] bias, double eps) {
        int d = weight.length;
        SingleProgram single = new SingleProgram(arithmetic);
        View normed = single.result(x.length / d, d);
        NormWeights weights = new NormWeights(single.exact(weight, d), single.exact(bias, d));
        single.operations().norm(single.exact(x, x.length / d, d), weights, eps, normed);
        return single.giving(normed);
    }

    /**
     * Softmax of scores, of all rows at once; attention takes only as many as stay in the cache.
     *
     * @param x [rows, n]
     */
    public SingleOperation softmax(float[] x, int n) {
        SingleProgram single = new SingleProgram(arithmetic);
        View scores = single.exact(x, x.length / n, n);
        View shares = arithmetic.format() == Format.F32 ? scores : single.result(x.length / n, n);
        single.operations().softmax(scores, shares);
        return single.giving(shares);
    }

    /**
     * GELU of a hidden layer by itself, which a tower never computes: it is fused to the product before it. Out of place, since
     * it would end in zeros if it were repeated.
     *
     * @param x [rows, width]
     */
    public SingleOperation gelu(float[] x, int width) {
        SingleProgram single = new SingleProgram(arithmetic);
        View hidden = single.rounded(x, x.length / width, width);
        View activated = single.result(x.length / width, width);
        List<Layout> layouts = List.of(hidden.layout(), activated.layout());
        Primitive primitive = single.builder().primitive(layouts, () -> gelu(layouts));
        single.builder()
                .execute(
                        primitive,
                        List.of(new Execution.Role(DNNL_ARG_SRC, hidden), new Execution.Role(DNNL_ARG_DST, activated)));
        return single.giving(activated);
    }

    private static Primitive gelu(List<Layout> layouts) {
        Fusion.Function function = Fusion.Function.of(Activation.GELU);
        try (Attributes attributes = Attributes.none()) {
            return Operations.described(
                    layouts,
                    (description, d) -> dnnl_eltwise_forward_primitive_desc_create(
                            description,
                            OneDnn.engine(),
                            dnnl_forward_inference,
                            function.code(),
                            d.get(0),
                            d.get(1),
                            function.alpha(),
                            0,
                            attributes.handle()));
        }
    }
}
