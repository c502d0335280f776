package org.panderm4j.nn.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_direct;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_destroy;

import java.util.List;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * A convolution with its batch norm inside, float32, borders padded by zeros.
 *
 * @param sizes of it
 * @param location of the packed kernels
 * @param layout of the packed kernels, destroyed by their owner
 * @param bias [out]
 */
record Convolution(Sizes sizes, Location location, dnnl_memory_desc layout, View bias) {
    /**
     * Sizes, on which the packing depends.
     *
     * @param in channels
     * @param out channels
     * @param kernel side of a kernel
     * @param stride between its places
     * @param side of the square picture that goes in
     */
    record Sizes(int in, int out, int kernel, int stride, int side) {
        int outputSide() {
            return side / stride;
        }

        private Layout source(long b) {
            return picture(b, in, side);
        }

        private Layout destination(long b) {
            return picture(b, out, outputSide());
        }
    }

    private record Key(Sizes sizes, long b, Fusion fusion) {}

    /** [b, channels, side, side] with the channels of a place beside each other. */
    static Layout picture(long b, long channels, long side) {
        long[] dims = {b, channels, side, side};
        return Layout.strided(Format.F32, dims, channels * side * side, 1, channels * side, channels);
    }

    /** The layout that the library wants for the kernels; the caller destroys it. */
    static dnnl_memory_desc best(Sizes sizes) {
        dnnl_memory_desc any = Layout.packed(Format.F32, sizes.out(), sizes.in(), sizes.kernel(), sizes.kernel())
                .describe();
        dnnl_primitive_desc description = new dnnl_primitive_desc();
        try {
            describe(description, sizes, 1, any, Fusion.NONE);
            return Primitive.weights(description);
        } finally {
            dnnl_primitive_desc_destroy(description);
            dnnl_memory_desc_destroy(any);
        }
    }

    /**
     * Adds it to a program.
     *
     * @param x b pictures, see {@link #picture}
     * @param y likewise
     */
    void apply(ProgramBuilder program, View x, View y, Fusion fusion) {
        long b = x.layout().dim(0);
        Primitive primitive = program.primitive(new Key(sizes, b, fusion), () -> {
            dnnl_primitive_desc description = new dnnl_primitive_desc();
            describe(description, sizes, b, layout, fusion);
            return new Primitive(description);
        });
        List<dnnl_memory_desc> own = List.of(
                x.layout().describe(), y.layout().describe(), bias.layout().describe());
        try {
            program.add(Execution.of(
                    primitive,
                    List.of(
                            new Execution.Argument(DNNL_ARG_SRC, x.location(), own.get(0)),
                            new Execution.Argument(DNNL_ARG_DST, y.location(), own.get(1)),
                            new Execution.Argument(DNNL_ARG_BIAS, bias.location(), own.get(2)),
                            new Execution.Argument(DNNL_ARG_WEIGHTS, location, layout))));
        } finally {
            own.forEach(one -> dnnl_memory_desc_destroy(one));
        }
    }

    private static void describe(
            dnnl_primitive_desc description, Sizes sizes, long b, dnnl_memory_desc weights, Fusion fusion) {
        List<dnnl_memory_desc> own = List.of(
                sizes.source(b).describe(),
                sizes.destination(b).describe(),
                Layout.dense(Format.F32, sizes.out()).describe());
        long[] strides = {sizes.stride(), sizes.stride()};
        long[] padding = {sizes.kernel() / 2, sizes.kernel() / 2};
        try (Attributes attributes = Attributes.of(fusion, false)) {
            OneDnn.check(
                    dnnl_convolution_forward_primitive_desc_create(
                            description,
                            OneDnn.engine(),
                            dnnl_forward_inference,
                            dnnl_convolution_direct,
                            own.get(0),
                            weights,
                            own.get(2),
                            own.get(1),
                            strides,
                            new long[2],
                            padding,
                            padding,
                            attributes.handle()),
                    "a convolution of " + sizes);
        } finally {
            own.forEach(one -> dnnl_memory_desc_destroy(one));
        }
    }
}
