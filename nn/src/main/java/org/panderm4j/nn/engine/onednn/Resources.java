package org.panderm4j.nn.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_default_flags;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_destroy;

import org.bytedeco.dnnl.dnnl_stream;

/** What outlives the programs of one owner: its memory, its queue and the layouts of its packed weights. */
final class Resources implements AutoCloseable {
    private final NativeMemory memory = NativeMemory.ofMachine();
    private final dnnl_stream stream = new dnnl_stream();
    private final Packing packing;

    Resources() {
        OneDnn.check(dnnl_stream_create(stream, OneDnn.engine(), dnnl_stream_default_flags), "a queue");
        packing = new Packing(memory, stream);
    }

    NativeMemory memory() {
        return memory;
    }

    dnnl_stream stream() {
        return stream;
    }

    Packing packing() {
        return packing;
    }

    @Override
    public void close() {
        packing.close();
        dnnl_stream_destroy(stream);
        memory.close();
    }
}
