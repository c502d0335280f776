package org.panderm4j.nn.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_backward;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_backward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_layer_normalization_backward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_layer_normalization_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_matmul_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_softmax_accurate;
import static org.bytedeco.dnnl.global.dnnl.dnnl_softmax_backward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_softmax_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_scale;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_shift;

import java.util.List;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.panderm4j.nn.engine.onednn.Fusion.Function;
import org.panderm4j.nn.tower.Activation;

/** The primitives of {@link TrainingKernels}. Each way back is described to the library by its way forward. */
final class TrainingPrimitives {
    private static final int LEARNED = dnnl_use_scale | dnnl_use_shift;

    private TrainingPrimitives() {}

    /** Describes a way forward to the library. */
    @FunctionalInterface
    private interface Forward {
        int describe(dnnl_primitive_desc description, List<dnnl_memory_desc> layouts, dnnl_primitive_attr attributes);
    }

    /** Describes a way back to the library. */
    @FunctionalInterface
    private interface Back {
        int describe(
                dnnl_primitive_desc description,
                List<dnnl_memory_desc> layouts,
                dnnl_primitive_desc forward,
                dnnl_primitive_attr attributes);
    }

    static Primitive activation(Activation activation, Layout layout) {
        return forward(List.of(layout), activation(activation));
    }

    private static Forward activation(Activation activation) {
        Function function = Function.of(activation);
        return (description, d, attributes) -> dnnl_eltwise_forward_primitive_desc_create(
                description,
                OneDnn.engine(),
                dnnl_forward_training,
                function.code(),
                d.get(0),
                d.get(0),
                function.alpha(),
                0,
                attributes);
    }

    static Primitive activationBack(Activation activation, Layout layout) {
        Function function = Function.of(activation);
        return back(
                List.of(layout),
                activation(activation),
                (description, d, forward, attributes) -> dnnl_eltwise_backward_primitive_desc_create(
                        description,
                        OneDnn.engine(),
                        function.code(),
                        d.get(0),
                        d.get(0),
                        d.get(0),
                        function.alpha(),
                        0,
                        forward,
                        attributes));
    }

    /**
     * Layer norm.
     *
     * @param layouts of the matrix and of the moments of its rows
     */
    static Primitive norm(List<Layout> layouts, float eps) {
        return forward(layouts, norm(eps));
    }

    private static Forward norm(float eps) {
        return (description, d, attributes) -> dnnl_layer_normalization_forward_primitive_desc_create(
                description,
                OneDnn.engine(),
                dnnl_forward_training,
                d.get(0),
                d.get(0),
                d.get(1),
                eps,
                LEARNED,
                attributes);
    }

    static Primitive normBack(List<Layout> layouts, float eps) {
        return back(
                layouts,
                norm(eps),
                (description, d, forward, attributes) -> dnnl_layer_normalization_backward_primitive_desc_create(
                        description,
                        OneDnn.engine(),
                        dnnl_backward,
                        d.get(0),
                        d.get(0),
                        d.get(0),
                        d.get(1),
                        eps,
                        LEARNED,
                        forward,
                        attributes));
    }

    /**
     * A product.
     *
     * @param layouts of the factors and of the result
     * @param accumulate whether it is added to what the result holds
     */
    static Primitive product(List<Layout> layouts, boolean accumulate) {
        try (Attributes attributes = Attributes.of(accumulate ? Fusion.ACCUMULATE : Fusion.NONE, false)) {
            return Operations.described(
                    layouts,
                    (description, d) -> dnnl_matmul_primitive_desc_create(
                            description, OneDnn.engine(), d.get(0), d.get(1), null, d.get(2), attributes.handle()));
        }
    }

    /** Of the rows of a matrix. */
    static Primitive softmax(Layout matrix) {
        return forward(List.of(matrix), softmax());
    }

    private static Forward softmax() {
        return (description, d, attributes) -> dnnl_softmax_forward_primitive_desc_create(
                description,
                OneDnn.engine(),
                dnnl_forward_training,
                dnnl_softmax_accurate,
                d.get(0),
                d.get(0),
                1,
                attributes);
    }

    static Primitive softmaxBack(Layout matrix) {
        return back(
                List.of(matrix),
                softmax(),
                (description, d, forward, attributes) -> dnnl_softmax_backward_primitive_desc_create(
                        description,
                        OneDnn.engine(),
                        dnnl_softmax_accurate,
                        d.get(0),
                        d.get(0),
                        d.get(0),
                        1,
                        forward,
                        attributes));
    }

    private static Primitive forward(List<Layout> layouts, Forward forward) {
        try (Attributes attributes = Attributes.none()) {
            return Operations.described(
                    layouts, (description, d) -> forward.describe(description, d, attributes.handle()));
        }
    }

    private static Primitive back(List<Layout> layouts, Forward forward, Back back) {
        List<dnnl_memory_desc> descriptions =
                layouts.stream().map(Layout::describe).toList();
        dnnl_primitive_desc hint = new dnnl_primitive_desc();
        boolean described = false;
        try (Attributes attributes = Attributes.none()) {
            OneDnn.check(forward.describe(hint, descriptions, attributes.handle()), "an operation over " + layouts);
            described = true;
            dnnl_primitive_desc description = new dnnl_primitive_desc();
            OneDnn.check(
                    back.describe(description, descriptions, hint, attributes.handle()),
                    "the gradient of an operation over " + layouts);
            return new Primitive(description);
        } finally {
            if (described) {
                dnnl_primitive_desc_destroy(hint);
            }
            descriptions.forEach(one -> dnnl_memory_desc_destroy(one));
        }
    }
}
