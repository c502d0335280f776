package org.panderm4j.benchmarks.kernels;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** Kernels of the operations that the plain engine's graphs have there, see {@code org.panderm4j.nn.graph}. */
final class SameDiffKernels implements Kernels {
    @Override
    public Kernel linear(LinearShape shape) {
        GraphOperands operands = new GraphOperands();
        SDVariable x = operands.input("x", shape.x(), shape.rows(), shape.in());
        SDVariable weight = operands.constant("weight", shape.weight(), shape.out(), shape.in());
        SDVariable y = operands.graph().mmul(x, weight, false, true, false); // [rows, out]
        return operands.kernel(fused(operands, y, shape));
    }

    private static SDVariable fused(GraphOperands operands, SDVariable product, LinearShape shape) {
        LinearShape.Fusion fusion = shape.fusion();
        SDVariable y = product;
        if (fusion.hasBias()) {
            y = y.add(operands.constant("bias", shape.bias(), shape.out()));
        }
        if (fusion.hasGelu()) {
            y = gelu(y);
        }
        if (fusion.hasScale()) {
            y = y.mul(operands.constant("scale", shape.scale(), shape.out()));
        }
        if (fusion.hasResidual()) {
            y = operands.input("residual", shape.residual(), shape.rows(), shape.out())
                    .add(y);
        }
        return y;
    }

    @Override
    public Kernel attention(AttentionShape shape) {
        int b = shape.batch();
        int n = shape.tokens();
        int h = shape.heads();
        int c = shape.headWidth();
        GraphOperands operands = new GraphOperands();
        SameDiff graph = operands.graph();
        SDVariable qkv = operands.input("qkv", shape.queriesKeysValues(), (long) b * n, 3L * shape.width());
        SDVariable split = graph.permute(graph.reshape(qkv, b, n, 3, h, c), 2, 0, 3, 1, 4); // [3, b, h, n, c]
        SDVariable[] parts = graph.unstack(split, 0, 3); // each [b, h, n, c]
        SDVariable scores = graph.mmul(parts[0].mul(1 / Math.sqrt(c)), parts[1], false, true, false); // [b, h, n, n]
        SDVariable mixed = graph.mmul(graph.nn.softmax(scores, -1), parts[2]); // [b, h, n, c]
        return operands.kernel(graph.reshape(graph.permute(mixed, 0, 2, 1, 3), -1, shape.width())); // [b n, d]
    }

    @Override
    public Kernel layerNorm(RowsShape shape) {
        GraphOperands operands = new GraphOperands();
        SameDiff graph = operands.graph();
        SDVariable x = operands.input("x", shape.x(), shape.rows(), shape.width());
        SDVariable centred = x.sub(x.mean(true, 1)); // [rows, width]
        SDVariable variance = graph.math.square(centred).mean(true, 1); // [rows, 1]
        return operands.kernel(centred.mul(graph.math.reciprocal(graph.math.sqrt(variance.add(RowsShape.EPS))))
                .mul(operands.constant("weight", shape.weight(), shape.width()))
                .add(operands.constant("bias", shape.bias(), shape.width())));
    }

    @Override
    public Kernel softmax(RowsShape shape) {
        GraphOperands operands = new GraphOperands();
        SDVariable x = operands.input("x", shape.x(), shape.rows(), shape.width());
        return operands.kernel(operands.graph().nn.softmax(x, -1));
    }

    @Override
    public Kernel gelu(RowsShape shape) {
        GraphOperands operands = new GraphOperands();
        return operands.kernel(gelu(operands.input("x", shape.x(), shape.rows(), shape.width())));
    }

    /** ND4J's own {@code gelu} is another function. */
    private static SDVariable gelu(SDVariable x) {
        SDVariable erf = x.getSameDiff().math.erf(x.mul(Math.sqrt(0.5)));
        return x.mul(0.5).mul(erf.add(1.0));
    }
}
