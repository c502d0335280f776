package org.panderm4j.nn.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_clone;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_get_size;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_query;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_query_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_impl_info_str;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_scratchpad_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_weights_md;

import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/** Compiled code of one operation for arrays of given layouts; may be executed on any arrays of those. */
final class Primitive implements AutoCloseable {
    private final dnnl_primitive handle = new dnnl_primitive();
    private final dnnl_memory_desc scratchpad;
    private final String implementation;

    /** Compiles a described operation; takes over and destroys the description. */
    Primitive(dnnl_primitive_desc description) {
        try {
            implementation = implementation(description);
            scratchpad = copy(dnnl_primitive_desc_query_md(description, dnnl_query_scratchpad_md, 0));
            OneDnn.check(dnnl_primitive_create(handle, description), implementation);
        } finally {
            dnnl_primitive_desc_destroy(description);
        }
    }

    dnnl_primitive handle() {
        return handle;
    }

    dnnl_memory_desc scratchpad() {
        return scratchpad;
    }

    long scratchpadBytes() {
        return dnnl_memory_desc_get_size(scratchpad);
    }

    /** Name of the library's implementation, e.g. {@code brg_matmul:avx512_core_bf16}; {@code ref} stands for a slow one. */
    String implementation() {
        return implementation;
    }

    /** The layout that the operation wants its weights in; the caller destroys it. */
    static dnnl_memory_desc weights(dnnl_primitive_desc description) {
        return copy(dnnl_primitive_desc_query_md(description, dnnl_query_weights_md, 0));
    }

    private static dnnl_memory_desc copy(dnnl_memory_desc borrowed) {
        dnnl_memory_desc own = new dnnl_memory_desc();
        OneDnn.check(dnnl_memory_desc_clone(own, borrowed), "the copy of a layout");
        return own;
    }

    private static String implementation(dnnl_primitive_desc description) {
        try (PointerPointer<BytePointer> name = new PointerPointer<>(1)) {
            OneDnn.check(
                    dnnl_primitive_desc_query(description, dnnl_query_impl_info_str, 0, name), "an operation's name");
            return name.get(BytePointer.class).getString();
        }
    }

    @Override
    public void close() {
        dnnl_primitive_destroy(handle);
        dnnl_memory_desc_destroy(scratchpad);
    }
}
