package org.panderm4j.nn.engine.cuda;

import static org.bytedeco.cuda.global.cudart.cuMemcpyDtoHAsync;

import java.nio.ByteBuffer;
import org.bytedeco.cuda.cudart.CUstream_st;

/** Outputs come back behind what made them, into pinned memory. */
final class PinnedDownlink implements Downlink, AutoCloseable {
    private final Pinned host = new Pinned("outputs");
    private final CUstream_st stream;

    PinnedDownlink(CUstream_st stream) {
        this.stream = stream;
    }

    @Override
    public void reserve(long bytes) {
        host.reserve(bytes);
    }

    @Override
    public void fetch(long address, long offset, long bytes) {
        Cuda.check(cuMemcpyDtoHAsync(host.at(offset), address, bytes, stream), "outputs");
    }

    @Override
    public ByteBuffer bytes(long offset, int count) {
        return host.bytes(offset, count);
    }

    @Override
    public void close() {
        host.close();
    }
}
