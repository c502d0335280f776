package org.panderm4j.nn.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;
import static org.bytedeco.dnnl.global.dnnl.dnnl_matmul_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_get_size;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_reorder_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_wait;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.dnnl_stream;

/** Packs weights, once, into memory of the encoder's. */
final class Packing implements AutoCloseable {
    /** The packing is chosen for products of about so many rows; others take it too. */
    private static final long USUAL_ROWS = 1024;

    private final NativeMemory memory;
    private final dnnl_stream stream;
    private final Map<PackedLinear.Kind, dnnl_memory_desc> layouts = new HashMap<>();
    private final Map<Convolution.Sizes, dnnl_memory_desc> kernelLayouts = new HashMap<>();

    /**
     * @param memory owner of what is packed
     */
    Packing(NativeMemory memory, dnnl_stream stream) {
        this.memory = memory;
        this.stream = stream;
    }

    /**
     * Packs a linear layer.
     *
     * @param weights (out, in), float32, not necessarily dense; free again when this returns
     * @param bias [1, out], if there is one
     */
    PackedLinear pack(View weights, Optional<View> bias, Arithmetic arithmetic) {
        long out = weights.layout().dim(0);
        long in = weights.layout().dim(1);
        PackedLinear.Kind kind = new PackedLinear.Kind(in, out, bias.isPresent(), arithmetic);
        dnnl_memory_desc layout = layouts.computeIfAbsent(kind, Packing::best);
        NativeMemory.Region region = memory.take(dnnl_memory_desc_get_size(layout));
        Location location = Location.fixed(region);
        reorder(transposed(weights), layout, location);
        return new PackedLinear(kind, location, layout, bias);
    }

    /**
     * Packs a convolution.
     *
     * @param kernels (out, in, k, k), float32; free again when this returns
     * @param bias [out]
     */
    Convolution pack(View kernels, Convolution.Sizes sizes, View bias) {
        dnnl_memory_desc layout = kernelLayouts.computeIfAbsent(sizes, Convolution::best);
        Location location = Location.fixed(memory.take(dnnl_memory_desc_get_size(layout)));
        reorder(kernels, layout, location);
        return new Convolution(sizes, location, layout, bias);
    }

    private static View transposed(View weights) {
        Layout layout = weights.layout();
        long[] dims = {layout.dim(1), layout.dim(0)};
        return new View(
                weights.location(),
                Layout.strided(
                        layout.format(),
                        dims,
                        layout.strides().get(1),
                        layout.strides().get(0)));
    }

    /** The layout that the library wants for products of the usual size. */
    private static dnnl_memory_desc best(PackedLinear.Kind kind) {
        List<Layout> layouts = new ArrayList<>(List.of(
                Layout.dense(kind.arithmetic().format(), USUAL_ROWS, kind.in()),
                Layout.packed(kind.arithmetic().format(), kind.in(), kind.out()),
                Layout.dense(kind.arithmetic().format(), USUAL_ROWS, kind.out()),
                Layout.dense(Format.F32, 1, kind.out())));
        List<dnnl_memory_desc> descriptions =
                layouts.stream().map(Layout::describe).toList();
        dnnl_primitive_desc description = new dnnl_primitive_desc();
        try (Attributes attributes =
                Attributes.of(Fusion.NONE, kind.arithmetic().bf16Math())) {
            OneDnn.check(
                    dnnl_matmul_primitive_desc_create(
                            description,
                            OneDnn.engine(),
                            descriptions.get(0),
                            descriptions.get(1),
                            kind.biased() ? descriptions.get(3) : null,
                            descriptions.get(2),
                            attributes.handle()),
                    "a product with weights of " + kind.in() + " x " + kind.out());
            return Primitive.weights(description);
        } finally {
            dnnl_primitive_desc_destroy(description);
            descriptions.forEach(one -> dnnl_memory_desc_destroy(one));
        }
    }

    private void reorder(View source, dnnl_memory_desc target, Location location) {
        dnnl_memory_desc from = source.layout().describe();
        dnnl_primitive_desc description = new dnnl_primitive_desc();
        try (Attributes attributes = Attributes.none()) {
            OneDnn.check(
                    dnnl_reorder_primitive_desc_create(
                            description, from, OneDnn.engine(), target, OneDnn.engine(), attributes.handle()),
                    "the packing of weights");
            try (Primitive primitive = new Primitive(description)) {
                run(
                        primitive,
                        List.of(
                                new Execution.Argument(DNNL_ARG_FROM, source.location(), from),
                                new Execution.Argument(DNNL_ARG_TO, location, target)));
            }
        } finally {
            dnnl_memory_desc_destroy(from);
        }
    }

    private void run(Primitive primitive, List<Execution.Argument> arguments) {
        NativeMemory.Region scratchpad = memory.take(primitive.scratchpadBytes());
        Execution execution = Execution.of(primitive, arguments);
        try {
            Workspace.Bases bases = new Workspace.Bases(0, scratchpad.address());
            execution.bind(bases);
            execution.run(stream);
            OneDnn.check(dnnl_stream_wait(stream), "the packing of weights");
        } finally {
            execution.close();
            memory.giveBack(scratchpad);
        }
    }

    /** Destroys the layouts; what was packed is its owner's. */
    @Override
    public void close() {
        layouts.values().forEach(layout -> dnnl_memory_desc_destroy(layout));
        kernelLayouts.values().forEach(layout -> dnnl_memory_desc_destroy(layout));
    }
}
