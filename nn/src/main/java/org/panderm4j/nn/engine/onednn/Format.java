package org.panderm4j.nn.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_bf16;
import static org.bytedeco.dnnl.global.dnnl.dnnl_f32;

/** A number format in native memory. */
enum Format {
    F32(dnnl_f32, Float.BYTES),
    BF16(dnnl_bf16, Short.BYTES);

    final int code;
    final int bytes;

    Format(int code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }
}
