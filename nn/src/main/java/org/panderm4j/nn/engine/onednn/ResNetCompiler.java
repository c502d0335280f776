package org.panderm4j.nn.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_max;

import java.util.List;
import java.util.Optional;

/** Compiles a residual network (He et al. 2016), float32, the channels of a place beside each other. */
final class ResNetCompiler {
    private static final Fusion RELU = Fusion.of(Fusion.Function.RELU);
    private static final Fusion ADD_THEN_RELU = new Fusion(true, Optional.of(Fusion.Function.RELU), List.of());

    private final ProgramBuilder program;
    private final long b;

    ResNetCompiler(ProgramBuilder program, long b) {
        this.program = program;
        this.b = b;
    }

    /**
     * Adds the network.
     *
     * @param pixels [b, 3, side, side], the channels of a pixel beside each other
     * @return the features of its grid, likewise
     */
    View compile(ResNetWeights weights, View pixels) {
        View x = pooled(convolved(weights.first(), pixels, RELU, "network.first"), "network.even");
        boolean even = true;
        for (ResNetWeights.Bottleneck bottleneck : weights.bottlenecks()) {
            // A shortcut's result goes into the array that its block does not read.
            even ^= bottleneck.shortcut().isPresent();
            x = bottleneck(bottleneck, x, even ? "network.even" : "network.odd");
        }
        return x;
    }

    /** Three convolutions, added to the input itself or to what the shortcut makes of it. */
    private View bottleneck(ResNetWeights.Bottleneck block, View x, String shortcutName) {
        View narrow = convolved(block.branch().get(0), x, RELU, "network.narrow");
        View mixed = convolved(block.branch().get(1), narrow, RELU, "network.mixed");
        View sum = block.shortcut()
                .map(shortcut -> convolved(shortcut, x, Fusion.NONE, shortcutName))
                .orElse(x);
        block.branch().get(2).apply(program, mixed, sum, ADD_THEN_RELU);
        return sum;
    }

    private View convolved(Convolution convolution, View x, Fusion fusion, String name) {
        Convolution.Sizes sizes = convolution.sizes();
        View y = program.shared(name, Convolution.picture(b, sizes.out(), sizes.outputSide()));
        convolution.apply(program, x, y, fusion);
        return y;
    }

    /** The largest of 3 x 3, every second place. */
    private View pooled(View x, String name) {
        long channels = x.layout().dim(1);
        View y =
                program.shared(name, Convolution.picture(b, channels, x.layout().dim(2) / 2));
        List<Layout> layouts = List.of(x.layout(), y.layout());
        Primitive primitive = program.primitive(layouts, () -> pooling(layouts));
        program.execute(primitive, List.of(new Execution.Role(DNNL_ARG_SRC, x), new Execution.Role(DNNL_ARG_DST, y)));
        return y;
    }

    private static Primitive pooling(List<Layout> layouts) {
        long[] two = {2, 2};
        long[] one = {1, 1};
        try (Attributes attributes = Attributes.none()) {
            return Operations.described(
                    layouts,
                    (description, d) -> dnnl_pooling_forward_primitive_desc_create(
                            description,
                            OneDnn.engine(),
                            dnnl_forward_inference,
                            dnnl_pooling_max,
                            d.get(0),
                            d.get(1),
                            two,
                            new long[] {3, 3},
                            new long[2],
                            one,
                            one,
                            attributes.handle()));
        }
    }
}
