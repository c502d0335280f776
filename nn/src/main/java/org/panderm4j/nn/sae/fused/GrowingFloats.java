package org.panderm4j.nn.sae.fused;

import java.nio.FloatBuffer;
import org.panderm4j.nn.engine.onednn.StridedProducts;

/** Native scratch memory, as large as the largest use of it has needed; given back with the products'. */
final class GrowingFloats {
    private final StridedProducts products;
    private StridedProducts.Floats floats;

    GrowingFloats(StridedProducts products) {
        this.products = products;
    }

    /** The address of at least so many values; contents are not kept. */
    long atLeast(long count) {
        if (floats == null || floats.count() < count) {
            if (floats != null) {
                floats.close();
                floats = null;
            }
            floats = products.floats(count);
        }
        return floats.address();
    }

    FloatBuffer view(long first, int length) {
        return floats.view(first, length);
    }
}
