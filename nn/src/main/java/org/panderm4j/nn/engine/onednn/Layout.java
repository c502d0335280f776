package org.panderm4j.nn.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_format_tag_any;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_create_with_strides;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_create_with_tag;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.dnnl.dnnl_memory_desc;

/**
 * Format and form of an array.
 *
 * @param format of its numbers
 * @param dims lengths of its axes
 * @param strides elements from one entry of each axis to the next; empty where the library shall choose how to pack it
 */
record Layout(Format format, List<Long> dims, List<Long> strides) {
    /** The last axis lies closest. */
    static Layout dense(Format format, long... dims) {
        long[] strides = new long[dims.length];
        long stride = 1;
        for (int i = dims.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= dims[i];
        }
        return strided(format, dims, strides);
    }

    static Layout strided(Format format, long[] dims, long... strides) {
        return new Layout(format, boxed(dims), boxed(strides));
    }

    /** Packed as the primitive that asks for it likes best. */
    static Layout packed(Format format, long... dims) {
        return new Layout(format, boxed(dims), List.of());
    }

    private static List<Long> boxed(long... values) {
        return Arrays.stream(values).boxed().toList();
    }

    private static long[] plain(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).toArray();
    }

    long dim(int axis) {
        return dims.get(axis);
    }

    /** Bytes of a dense array of these lengths. */
    long bytes() {
        return dims.stream().reduce(1L, Math::multiplyExact) * format.bytes;
    }

    /** The library's description; the caller destroys it. */
    dnnl_memory_desc describe() {
        dnnl_memory_desc description = new dnnl_memory_desc();
        int status = strides.isEmpty()
                ? dnnl_memory_desc_create_with_tag(
                        description, dims.size(), plain(dims), format.code, dnnl_format_tag_any)
                : dnnl_memory_desc_create_with_strides(
                        description, dims.size(), plain(dims), format.code, plain(strides));
        OneDnn.check(status, "an array of " + dims + " with strides " + strides);
        return description;
    }
}
