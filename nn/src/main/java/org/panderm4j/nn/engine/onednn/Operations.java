package org.panderm4j.nn.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_add;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_layer_normalization_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_matmul_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_reorder_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_softmax_accurate;
import static org.bytedeco.dnnl.global.dnnl.dnnl_softmax_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_scale;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_shift;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/** Adds operations on unpacked arrays to a program. */
final class Operations {
    private final ProgramBuilder program;
    private final Arithmetic arithmetic;

    Operations(ProgramBuilder program, Arithmetic arithmetic) {
        this.program = program;
        this.arithmetic = arithmetic;
    }

    /** Tells primitives of different kinds apart that work on the same layouts. */
    private record Key(String kind, List<Layout> layouts, double number, boolean bf16Math) {
        Key(String kind, List<Layout> layouts, double number) {
            this(kind, layouts, number, false);
        }
    }

    /**
     * Products of matrices that lie in the last two axes, and arrays added to them.
     *
     * @param added arrays of the destination's lengths
     */
    void multiply(View left, View right, View destination, List<View> added) {
        List<Layout> layouts = new ArrayList<>(List.of(left.layout(), right.layout(), destination.layout()));
        Fusion fusion = Fusion.NONE;
        for (View one : added) {
            fusion = fusion.plus(one.layout());
            layouts.add(one.layout());
        }
        Fusion all = fusion;
        Primitive primitive = program.primitive(
                new Key("product", layouts, 0, arithmetic.bf16Math()), () -> product(layouts.subList(0, 3), all));
        List<Execution.Role> roles = new ArrayList<>(List.of(
                new Execution.Role(DNNL_ARG_SRC, left),
                new Execution.Role(DNNL_ARG_WEIGHTS, right),
                new Execution.Role(DNNL_ARG_DST, destination)));
        for (int i = 0; i < added.size(); i++) {
            roles.add(new Execution.Role(operand(i), added.get(i)));
        }
        program.execute(primitive, roles);
    }

    /** Role of the second array of fused operation {@code index}. */
    static int operand(int index) {
        return DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE * (index + 1) | DNNL_ARG_SRC_1;
    }

    private Primitive product(List<Layout> layouts, Fusion fusion) {
        boolean rounded = arithmetic.bf16Math() && layouts.get(0).format() == Format.F32;
        try (Attributes attributes = Attributes.of(fusion, rounded)) {
            return described(
                    layouts,
                    (description, d) -> dnnl_matmul_primitive_desc_create(
                            description, OneDnn.engine(), d.get(0), d.get(1), null, d.get(2), attributes.handle()));
        }
    }

    /** Layer norm of the rows of a matrix (Ba et al. 2016), population variance. */
    void norm(View source, NormWeights weights, double eps, View destination) {
        List<Layout> layouts = List.of(source.layout(), destination.layout());
        Primitive primitive = program.primitive(new Key("norm", layouts, eps), () -> norm(layouts, (float) eps));
        program.execute(
                primitive,
                List.of(
                        new Execution.Role(DNNL_ARG_SRC, source),
                        new Execution.Role(DNNL_ARG_DST, destination),
                        new Execution.Role(DNNL_ARG_SCALE, weights.scale()),
                        new Execution.Role(DNNL_ARG_SHIFT, weights.shift())));
    }

    private static Primitive norm(List<Layout> layouts, float eps) {
        try (Attributes attributes = Attributes.none()) {
            return described(
                    layouts,
                    (description, d) -> dnnl_layer_normalization_forward_primitive_desc_create(
                            description,
                            OneDnn.engine(),
                            dnnl_forward_inference,
                            d.get(0),
                            d.get(1),
                            null,
                            eps,
                            dnnl_use_scale | dnnl_use_shift,
                            attributes.handle()));
        }
    }

    /** Over the last axis. */
    void softmax(View source, View destination) {
        List<Layout> layouts = List.of(source.layout(), destination.layout());
        Primitive primitive = program.primitive(new Key("softmax", layouts, 0), () -> softmax(layouts));
        program.execute(
                primitive,
                List.of(new Execution.Role(DNNL_ARG_SRC, source), new Execution.Role(DNNL_ARG_DST, destination)));
    }

    private static Primitive softmax(List<Layout> layouts) {
        int axis = layouts.get(0).dims().size() - 1;
        try (Attributes attributes = Attributes.none()) {
            return described(
                    layouts,
                    (description, d) -> dnnl_softmax_forward_primitive_desc_create(
                            description,
                            OneDnn.engine(),
                            dnnl_forward_inference,
                            dnnl_softmax_accurate,
                            d.get(0),
                            d.get(1),
                            axis,
                            attributes.handle()));
        }
    }

    /** The sum of two arrays; the destination may be one of them. */
    void add(View left, View right, View destination) {
        List<Layout> layouts = List.of(left.layout(), right.layout(), destination.layout());
        Primitive primitive = program.primitive(new Key("sum", layouts, 0), () -> sum(layouts));
        program.execute(
                primitive,
                List.of(
                        new Execution.Role(DNNL_ARG_SRC_0, left),
                        new Execution.Role(DNNL_ARG_SRC_1, right),
                        new Execution.Role(DNNL_ARG_DST, destination)));
    }

    private static Primitive sum(List<Layout> layouts) {
        try (Attributes attributes = Attributes.none()) {
            return described(
                    layouts,
                    (description, d) -> dnnl_binary_primitive_desc_create(
                            description,
                            OneDnn.engine(),
                            dnnl_binary_add,
                            d.get(0),
                            d.get(1),
                            d.get(2),
                            attributes.handle()));
        }
    }

    /** A copy in another format or another order of the axes. */
    void copy(View source, View destination) {
        List<Layout> layouts = List.of(source.layout(), destination.layout());
        Primitive primitive = program.primitive(new Key("copy", layouts, 0), () -> copy(layouts));
        program.execute(
                primitive,
                List.of(new Execution.Role(DNNL_ARG_FROM, source), new Execution.Role(DNNL_ARG_TO, destination)));
    }

    static Primitive copy(List<Layout> layouts) {
        try (Attributes attributes = Attributes.none()) {
            return described(
                    layouts,
                    (description, d) -> dnnl_reorder_primitive_desc_create(
                            description, d.get(0), OneDnn.engine(), d.get(1), OneDnn.engine(), attributes.handle()));
        }
    }

    /** Describes an operation to the library. */
    @FunctionalInterface
    interface Describing {
        /** Fills the description; returns the library's status. */
        int apply(dnnl_primitive_desc description, List<dnnl_memory_desc> layouts);
    }

    /** The primitive of a description over layouts, which are made for it and destroyed. */
    static Primitive described(List<Layout> layouts, Describing describing) {
        List<dnnl_memory_desc> descriptions =
                layouts.stream().map(Layout::describe).toList();
        try {
            dnnl_primitive_desc description = new dnnl_primitive_desc();
            OneDnn.check(describing.apply(description, descriptions), "an operation over " + layouts);
            return new Primitive(description);
        } finally {
            descriptions.forEach(one -> dnnl_memory_desc_destroy(one));
        }
    }
}
