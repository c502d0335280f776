package org.panderm4j.nn.graph;

import java.util.Arrays;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.panderm4j.nn.tower.Activation;

/** Linear layers, norms and activations on matrices [rows, d]. */
public final class Layers {
    private Layers() {}

    /** x W^T + b with W (out, in); [rows, in] to [rows, out]. */
    public static SDVariable linear(SDVariable x, Parameters parameters, String name, long in, long out, boolean bias) {
        SDVariable y = matmul(x, parameters.get(name + ".weight", out, in));
        return bias ? y.add(parameters.get(name + ".bias", out)) : y;
    }

    /** x W^T with W (out, in). */
    public static SDVariable matmul(SDVariable x, SDVariable weight) {
        return x.getSameDiff().mmul(x, weight, false, true, false);
    }

    /**
     * (x - mean) / sqrt(variance + eps) * weight + bias over the last axis, with the population variance (Ba et al. 2016).
     * ND4J's own operation has no eps, so a constant row would give zero instead of the bias-shifted quotient. A product with the
     * reciprocal, since ND4J's gradient of a quotient is wrong where the divisor is a single number, as it is for one row.
     */
    public static SDVariable layerNorm(SDVariable x, SDVariable weight, SDVariable bias, double eps) {
        SameDiff graph = x.getSameDiff();
        SDVariable centred = x.sub(x.mean(true, 1)); // [rows, d]
        SDVariable variance = graph.math.square(centred).mean(true, 1); // [rows, 1]
        return centred.mul(graph.math.reciprocal(graph.math.sqrt(variance.add(eps))))
                .mul(weight)
                .add(bias);
    }

    /**
     * Batch norm of columns, [b, d], with given statistics: (x - mean) / sqrt(variance + eps) * weight + bias (Ioffe and Szegedy
     * 2015).
     *
     * @param mean [d] or [1, d]
     * @param variance likewise
     */
    public static SDVariable batchNorm(
            SDVariable x, SDVariable mean, SDVariable variance, SDVariable weight, SDVariable bias, double eps) {
        SameDiff graph = x.getSameDiff();
        SDVariable factor = graph.math.reciprocal(graph.math.sqrt(variance.add(eps)));
        return x.sub(mean).mul(factor).mul(weight).add(bias); // [b, d]
    }

    /** max(x, 0). */
    public static SDVariable relu(SDVariable x) {
        return x.getSameDiff().nn.relu(x, 0);
    }

    /** The function of a hidden layer, value by value. */
    public static SDVariable activate(SDVariable x, Activation activation) {
        return switch (activation) {
            case GELU -> gelu(x);
            case GELU_TANH -> geluByTanh(x);
            case QUICK_GELU -> x.mul(sigmoid(x.mul(1.702)));
            case SILU -> x.mul(sigmoid(x));
        };
    }

    /** Exact GELU; ND4J's {@code gelu} is x sigmoid(1.702 x) and its {@code preciseGelu} is neither form. */
    private static SDVariable gelu(SDVariable x) {
        SDVariable erf = x.getSameDiff().math.erf(x.mul(Math.sqrt(0.5)));
        return x.mul(0.5).mul(erf.add(1.0));
    }

    private static SDVariable geluByTanh(SDVariable x) {
        SameDiff graph = x.getSameDiff();
        SDVariable cubed = x.mul(x).mul(x).mul(0.044715);
        SDVariable tanh = graph.math.tanh(x.add(cubed).mul(Math.sqrt(2 / Math.PI)));
        return x.mul(0.5).mul(tanh.add(1.0));
    }

    /** Attention of one token to two out of plain operations; see {@link Style#pairAttention}. */
    static SDVariable pairAttention(Style style, SDVariable q, SDVariable keysValues, int[] heads, String shares) {
        SameDiff graph = q.getSameDiff();
        int h = heads[0];
        int d = heads[1];
        SDVariable split = graph.reshape(keysValues, -1, 2, 2, h, d); // [b, token, key or value, h, d]
        SDVariable[] parts = graph.unstack(graph.permute(split, 2, 0, 3, 1, 4), 0, 2); // [b, h, token, d]
        SDVariable query = graph.reshape(q.mul(1 / Math.sqrt(d)), -1, h, 1, d);
        SDVariable scores = graph.mmul(query, parts[0], false, true, false); // [b, h, 1, 2]
        SDVariable named = style.named(shares, style.softmax(scores));
        return graph.reshape(graph.mmul(named, parts[1]), -1, (long) h * d); // [b, h, 1, d] to [b, h d]
    }

    private static SDVariable sigmoid(SDVariable x) {
        return x.getSameDiff().nn.sigmoid(x);
    }

    /** Entries {@code from} to {@code to} of one axis; a negative {@code to} stands for the axis's end. */
    public static SDVariable slice(SDVariable x, int rank, int axis, long from, long to) {
        long[] begin = new long[rank];
        long[] end = new long[rank];
        long[] strides = new long[rank];
        Arrays.fill(strides, 1);
        begin[axis] = from;
        end[axis] = Math.max(0, to);
        int whole = (1 << rank) - 1;
        int others = whole & ~(1 << axis);
        return x.getSameDiff().stridedSlice(x, begin, end, strides, others, to < 0 ? whole : others, 0, 0, 0);
    }
}
