package org.panderm4j.nn.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_matmul_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_destroy;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_memory_desc;

/** Adds products with packed weights to a program. */
final class Linears {
    private final ProgramBuilder program;

    Linears(ProgramBuilder program) {
        this.program = program;
    }

    private record Key(PackedLinear.Kind weights, Layout source, Layout destination, Fusion fusion) {}

    /** x W^T + b. */
    void apply(View x, PackedLinear weights, View y) {
        apply(x, weights, y, Fusion.NONE, List.of());
    }

    /** x W^T + b, and what is fused to it. */
    void apply(View x, PackedLinear weights, View y, Fusion fusion) {
        apply(x, weights, y, fusion, List.of());
    }

    /**
     * x W^T + b, and what is fused to it.
     *
     * @param x [rows, in]
     * @param y [rows, out]
     * @param operands the arrays of the fusion, in its order
     */
    void apply(View x, PackedLinear weights, View y, Fusion fusion, List<View> operands) {
        Key key = new Key(weights.kind(), x.layout(), y.layout(), fusion);
        Primitive primitive = program.primitive(key, () -> product(key, weights));
        List<dnnl_memory_desc> own = new ArrayList<>();
        List<Execution.Argument> arguments = new ArrayList<>();
        arguments.add(new Execution.Argument(DNNL_ARG_WEIGHTS, weights.location(), weights.layout()));
        arguments.add(argument(DNNL_ARG_SRC, x, own));
        arguments.add(argument(DNNL_ARG_DST, y, own));
        weights.bias().ifPresent(bias -> arguments.add(argument(DNNL_ARG_BIAS, bias, own)));
        int first = fusion.positionOfOperands();
        for (int i = 0; i < operands.size(); i++) {
            arguments.add(argument(Operations.operand(first + i), operands.get(i), own));
        }
        try {
            program.add(Execution.of(primitive, arguments));
        } finally {
            own.forEach(layout -> dnnl_memory_desc_destroy(layout));
        }
    }

    private static Execution.Argument argument(int role, View view, List<dnnl_memory_desc> own) {
        dnnl_memory_desc layout = view.layout().describe();
        own.add(layout);
        return new Execution.Argument(role, view.location(), layout);
    }

    private static Primitive product(Key key, PackedLinear weights) {
        List<Layout> layouts = List.of(
                key.source(),
                key.destination(),
                Layout.dense(Format.F32, 1, key.weights().out()));
        try (Attributes attributes =
                Attributes.of(key.fusion(), key.weights().arithmetic().bf16Math())) {
            return Operations.described(
                    layouts,
                    (description, d) -> dnnl_matmul_primitive_desc_create(
                            description,
                            OneDnn.engine(),
                            d.get(0),
                            weights.layout(),
                            key.weights().biased() ? d.get(2) : null,
                            d.get(1),
                            attributes.handle()));
        }
    }
}
