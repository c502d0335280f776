package org.panderm4j.nn.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_data_type_undef;
import static org.bytedeco.dnnl.global.dnnl.dnnl_fpmath_mode_bf16;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_binary;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_eltwise;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_sum;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_fpmath_mode;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_post_ops;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_scratchpad_mode;
import static org.bytedeco.dnnl.global.dnnl.dnnl_scratchpad_mode_user;

import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive_attr;

/** What a product does besides multiplying, as the library wants to be told; scratch memory is always ours. */
final class Attributes implements AutoCloseable {
    private final dnnl_primitive_attr handle = new dnnl_primitive_attr();

    private Attributes() {
        OneDnn.check(dnnl_primitive_attr_create(handle), "attributes");
        OneDnn.check(
                dnnl_primitive_attr_set_scratchpad_mode(handle, dnnl_scratchpad_mode_user),
                "scratch memory of our own");
    }

    static Attributes none() {
        return new Attributes();
    }

    /**
     * @param fusion what follows the product
     * @param bf16Math whether float32 factors may be rounded to bf16 before they are multiplied
     */
    static Attributes of(Fusion fusion, boolean bf16Math) {
        Attributes attributes = new Attributes();
        attributes.append(fusion);
        if (bf16Math) {
            OneDnn.check(
                    dnnl_primitive_attr_set_fpmath_mode(attributes.handle, dnnl_fpmath_mode_bf16), "bf16 arithmetic");
        }
        return attributes;
    }

    private void append(Fusion fusion) {
        dnnl_post_ops operations = new dnnl_post_ops();
        OneDnn.check(dnnl_post_ops_create(operations), "fused operations");
        try {
            if (fusion.accumulate()) {
                OneDnn.check(dnnl_post_ops_append_sum(operations, 1, 0, dnnl_data_type_undef), "a fused sum");
            }
            fusion.function()
                    .ifPresent(function -> OneDnn.check(
                            dnnl_post_ops_append_eltwise(operations, function.code(), function.alpha(), 0),
                            "a fused function"));
            for (Fusion.Operand operand : fusion.operands()) {
                dnnl_memory_desc layout = operand.layout().describe();
                OneDnn.check(dnnl_post_ops_append_binary(operations, operand.code(), layout), "a fused operand");
                dnnl_memory_desc_destroy(layout);
            }
            OneDnn.check(dnnl_primitive_attr_set_post_ops(handle, operations), "fused operations");
        } finally {
            dnnl_post_ops_destroy(operations);
        }
    }

    dnnl_primitive_attr handle() {
        return handle;
    }

    @Override
    public void close() {
        dnnl_primitive_attr_destroy(handle);
    }
}
