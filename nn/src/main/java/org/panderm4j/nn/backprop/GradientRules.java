package org.panderm4j.nn.backprop;

import java.util.List;
import java.util.function.IntPredicate;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ops.DynamicCustomOp;

/**
 * Gradients of single operations: ND4J's own, except where they are wrong (rows looked up in a table), computed for arguments that
 * need none (products), or copy what is the same already (sums, shapes).
 */
final class GradientRules {
    private GradientRules() {}

    /**
     * Gradients by an operation's arguments.
     *
     * @param gradients by its results
     * @param needed which arguments need one
     * @return one for each argument; what is not needed may be null
     */
    static SDVariable[] apply(DifferentialFunction function, List<SDVariable> gradients, IntPredicate needed) {
        SDVariable gradient = gradients.get(0);
        if (function instanceof HostOp own) {
            return own.back(gradient);
        }
        SDVariable[] arguments = function.args();
        return switch (function.opName()) {
            case "identity" -> new SDVariable[] {gradient};
            case "reshape" -> new SDVariable[] {ReshapeLike.of(gradient, arguments[0]), null};
            case "add" ->
                new SDVariable[] {
                    needed.test(0) ? SumTo.of(gradient, arguments[0]) : null,
                    needed.test(1) ? SumTo.of(gradient, arguments[1]) : null
                };
            case "subtract" ->
                new SDVariable[] {
                    needed.test(0) ? SumTo.of(gradient, arguments[0]) : null,
                    needed.test(1) ? SumTo.of(gradient, arguments[1]).neg() : null
                };
            case "multiply" ->
                new SDVariable[] {
                    needed.test(0) ? SumTo.of(gradient.mul(arguments[1]), arguments[0]) : null,
                    needed.test(1) ? SumTo.of(gradient.mul(arguments[0]), arguments[1]) : null
                };
            case "matmul" -> product((DynamicCustomOp) function, gradient, needed);
            case "strided_slice" -> new SDVariable[] {SliceBack.of(gradient, (DynamicCustomOp) function)};
            case "gather" -> new SDVariable[] {ScatterRows.of(gradient, arguments[0], arguments[1]), null};
            default -> function.doDiff(gradients).toArray(SDVariable[]::new);
        };
    }

    /** With A and B transposed or not as the operation says, of C = A B: dA = dC B^T, dB = A^T dC. */
    private static SDVariable[] product(DynamicCustomOp product, SDVariable gradient, IntPredicate needed) {
        boolean left = flag(product, 0);
        boolean right = flag(product, 1);
        if (flag(product, 2)) {
            throw new IllegalStateException(
                    "expected products whose results are not transposed, found " + product.getOwnName());
        }
        SDVariable a = product.arg(0);
        SDVariable b = product.arg(1);
        SameDiff graph = gradient.getSameDiff();
        SDVariable[] gradients = new SDVariable[2];
        if (needed.test(0)) {
            gradients[0] =
                    left ? graph.mmul(b, gradient, right, true, false) : graph.mmul(gradient, b, false, !right, false);
        }
        if (needed.test(1)) {
            gradients[1] =
                    right ? graph.mmul(gradient, a, true, left, false) : graph.mmul(a, gradient, !left, false, false);
        }
        return gradients;
    }

    private static boolean flag(DynamicCustomOp product, int index) {
        return product.iArgs().length > index && product.iArgs()[index] != 0;
    }
}
