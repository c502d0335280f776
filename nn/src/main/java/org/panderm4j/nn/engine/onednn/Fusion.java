package org.panderm4j.nn.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_add;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_mul;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_gelu_erf;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_gelu_tanh;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_relu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_swish;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_tanh;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.panderm4j.nn.tower.Activation;

/**
 * What happens to a product's result while it is still in registers, in this order.
 *
 * @param accumulate whether it is added to what its destination holds
 * @param function applied to it then
 * @param operands arrays of the result's form that it is added to or multiplied by then
 */
record Fusion(boolean accumulate, Optional<Function> function, List<Operand> operands) {
    static final Fusion NONE = new Fusion(false, Optional.empty(), List.of());
    static final Fusion ACCUMULATE = new Fusion(true, Optional.empty(), List.of());

    /** A function of one number, by the library's code and parameter. */
    record Function(int code, float alpha) {
        static final Function TANH = new Function(dnnl_eltwise_tanh, 0);
        static final Function RELU = new Function(dnnl_eltwise_relu, 0);

        static Function of(Activation activation) {
            return switch (activation) {
                case GELU -> new Function(dnnl_eltwise_gelu_erf, 0);
                case GELU_TANH -> new Function(dnnl_eltwise_gelu_tanh, 0);
                case QUICK_GELU -> new Function(dnnl_eltwise_swish, 1.702f);
                case SILU -> new Function(dnnl_eltwise_swish, 1);
            };
        }
    }

    /** An operation with a second array, by the library's code. */
    record Operand(int code, Layout layout) {}

    static Fusion of(Function function) {
        return new Fusion(false, Optional.of(function), List.of());
    }

    /** The same with one more array added to the result. */
    Fusion plus(Layout layout) {
        return with(new Operand(dnnl_binary_add, layout));
    }

    /** The same, the result multiplied by one more array. */
    Fusion times(Layout layout) {
        return with(new Operand(dnnl_binary_mul, layout));
    }

    private Fusion with(Operand operand) {
        List<Operand> longer = new ArrayList<>(operands);
        longer.add(operand);
        return new Fusion(accumulate, function, List.copyOf(longer));
    }

    /** How many fused operations stand before the operands. */
    int positionOfOperands() {
        return (accumulate ? 1 : 0) + (function.isPresent() ? 1 : 0);
    }
}
