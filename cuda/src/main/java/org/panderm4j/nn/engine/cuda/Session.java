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

/**
 * One card in use: its memory, a stream that computes and one that copies, our kernels, products. Everything is given back when
 * it is closed. A thread says {@link #enter} before it calls anything.
 */
final class Session implements WorkQueue, AutoCloseable {
    private final Device device;
    private final int handle;
    private final CUctx_st context = new CUctx_st();
    private final CUstream_st stream = new CUstream_st();
    private final CUstream_st copies = new CUstream_st();
    private final List<CUevent_st> events = new ArrayList<>();
    private final CardMemory memory = new CardMemory();
    private final Kernels kernels;
    private final Products products;

    private Session(Device device) {
        this.device = device;
        int[] found = new int[1];
        Cuda.check(cuDeviceGet(found, device.index()), device.label());
        handle = found[0];
        Cuda.check(cuDevicePrimaryCtxRetain(context, handle), device.label());
        boolean open = false;
        Products made = null;
        try {
            enter();
            Cuda.check(cuStreamCreate(stream, CU_STREAM_NON_BLOCKING), "a stream");
            Cuda.check(cuStreamCreate(copies, CU_STREAM_NON_BLOCKING), "a stream");
            kernels = new Kernels(device.architecture());
            made = new Products(memory, stream);
            open = true;
        } finally {
            if (!open) {
                memory.close();
                cuDevicePrimaryCtxRelease(handle);
            }
        }
        products = made;
    }

    /** Begins to use a card. */
    static Session open(Device device) {
        return new Session(device);
    }

    /** Makes this thread's calls go to this card. */
    void enter() {
        Cuda.check(cuCtxSetCurrent(context), device.label());
    }

    Device device() {
        return device;
    }

    Memory memory() {
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

    /** For waiting, not for timing. */
    CUevent_st event() {
        CUevent_st event = new CUevent_st();
        Cuda.check(cuEventCreate(event, CU_EVENT_DISABLE_TIMING), "an event");
        events.add(event);
        return event;
    }

    /** Waits until all that was queued is done. */
    void finish() {
        Cuda.check(cuStreamSynchronize(stream), "what was queued");
    }

    @Override
    public void close() {
        enter();
        // A card that is lost refuses all of this, and there is nothing left to give back then.
        cuStreamSynchronize(copies);
        cuStreamSynchronize(stream);
        products.close();
        kernels.close();
        memory.close();
        events.forEach(event -> cuEventDestroy(event));
        cuStreamDestroy(copies);
        cuStreamDestroy(stream);
        cuDevicePrimaryCtxRelease(handle);
    }
}
