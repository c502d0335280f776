package org.panderm4j.nn.engine.onednn;

import java.util.Optional;
import org.bytedeco.dnnl.dnnl_memory_desc;

/**
 * A linear layer's weights as the library multiplies them fastest.
 *
 * @param kind its sizes and arithmetic, on which the packing depends
 * @param location of the packed weights
 * @param layout of the packed weights, destroyed by their owner
 * @param bias [1, out] float32, if there is one
 */
record PackedLinear(Kind kind, Location location, dnnl_memory_desc layout, Optional<View> bias) {
    /**
     * Layers of one kind share their packing, and so their primitives.
     *
     * @param in width of the rows that go in
     * @param out width of the rows that come out
     * @param biased whether there is a bias
     * @param arithmetic of the product
     */
    record Kind(long in, long out, boolean biased, Arithmetic arithmetic) {}
}
