package org.panderm4j.nn.engine.cuda;

import static org.bytedeco.cuda.global.cudart.CU_EVENT_DISABLE_TIMING;
import static org.bytedeco.cuda.global.cudart.CU_STREAM_NON_BLOCKING;
import static org.bytedeco.cuda.global.cudart.cuCtxSetCurrent;
import static org.bytedeco.cuda.global.cudart.cuDeviceGet;
import static org.bytedeco.cuda.global.cudart.cuDevicePrimaryCtxRelease;
import static org.bytedeco.cuda.global.cudart.cuDevicePrimaryCtxRetain;
import static org.bytedeco.cuda.global.cudart.cuEventCreate;
import static org.bytedeco.cuda.global.cudart.cuEventDestroy;
import static org.bytedeco.cuda.global.cudart.cuMemcpyDtoDAsync;
import static org.bytedeco.cuda.global.cudart.cuStreamCreate;
import static org.bytedeco.cuda.global.cudart.cuStreamDestroy;
import static org.bytedeco.cuda.global.cudart.cuStreamSynchronize;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.cuda.cudart.CUctx_st;
import org.bytedeco.cuda.cudart.CUevent_st;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.panderm4j.nn.engine.cuda.Kernel.Grid;

/** A real card in use, by the driver: a stream that computes and one that copies, our kernels, products. */
final class Session implements Card {
    private final Device device;
    private final int handle;
    private final CUctx_st context = new CUctx_st();
    private final CUstream_st stream = new CUstream_st();
    private final CUstream_st copies = new CUstream_st();
    private final List<CUevent_st> events = new ArrayList<>();
    private final List<Slots> uplinks = new ArrayList<>();
    private final List<PinnedDownlink> downlinks = new ArrayList<>();
    private final CardMemory memory = new CardMemory(copies);
    private final Kernels kernels;
    private final Products products;
    private boolean closed;

    private Session(Device device) {
        this.device = device;
        kernels = new Kernels(device.architecture());
        int[] found = new int[1];
        Cuda.check(cuDeviceGet(found, device.index()), device.label());
        handle = found[0];
        Cuda.checkOpening(cuDevicePrimaryCtxRetain(context, handle), device);
        Products made = null;
        try {
            enter();
            Cuda.check(cuStreamCreate(stream, CU_STREAM_NON_BLOCKING), "a stream");
            Cuda.check(cuStreamCreate(copies, CU_STREAM_NON_BLOCKING), "a stream");
            made = new Products(memory, stream);
        } finally {
            if (made == null) {
                release();
            }
        }
        products = made;
    }

    /**
     * Begins to use a card.
     *
     * @throws CudaException.OutOfMemory when its memory is full
     * @throws CudaException when it cannot be had
     */
    static Session open(Device device) {
        return new Session(device);
    }

    @Override
    public void enter() {
        Cuda.check(cuCtxSetCurrent(context), device.label());
    }

    @Override
    public Memory memory() {
        return memory;
    }

    /** Where everything is computed, in order. */
    CUstream_st stream() {
        return stream;
    }

    /** Where inputs are copied meanwhile. */
    CUstream_st copies() {
        return copies;
    }

    @Override
    public void launch(String file, List<String> definitions, String kernel, Grid grid, Object... arguments) {
        kernels.of(file, definitions, kernel).launch(stream, grid, arguments);
    }

    @Override
    public void multiply(Products.Shape shape, long x, long w, long bias, long y) {
        products.multiply(shape, x, w, bias, y);
    }

    @Override
    public void copy(long from, long to, long bytes) {
        Cuda.check(cuMemcpyDtoDAsync(to, from, bytes, stream), "a copy");
    }

    @Override
    public void finish() {
        Cuda.check(cuStreamSynchronize(stream), "what was queued");
    }

    @Override
    public Recording record(Runnable work) {
        return Graph.of(stream, work);
    }

    @Override
    public double time(Runnable work) {
        return new Stopwatch(stream).time(work);
    }

    @Override
    public Uplink uplink() {
        Slots slots = new Slots(this);
        uplinks.add(slots);
        return slots;
    }

    @Override
    public Downlink downlink() {
        PinnedDownlink downlink = new PinnedDownlink(stream);
        downlinks.add(downlink);
        return downlink;
    }

    /** For waiting, not for timing. */
    CUevent_st event() {
        CUevent_st event = new CUevent_st();
        Cuda.check(cuEventCreate(event, CU_EVENT_DISABLE_TIMING), "an event");
        events.add(event);
        return event;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        // A card that is lost refuses all of this, and there is nothing left to give back then.
        cuCtxSetCurrent(context);
        cuStreamSynchronize(copies);
        cuStreamSynchronize(stream);
        uplinks.forEach(Slots::close);
        downlinks.forEach(PinnedDownlink::close);
        products.close();
        release();
    }

    private void release() {
        kernels.close();
        memory.close();
        events.forEach(event -> cuEventDestroy(event));
        for (CUstream_st one : List.of(copies, stream)) {
            if (!one.isNull()) {
                cuStreamDestroy(one);
            }
        }
        cuDevicePrimaryCtxRelease(handle);
    }
}
