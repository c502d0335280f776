package org.panderm4j.nn.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_destroy;

/** One operation of the engine on operands in its memory. For one thread; owns native memory until closed. */
public final class SingleOperation implements AutoCloseable {
    private final NativeMemory memory;
    private final Packing packing;
    private final Program program;
    private final Program reading;
    private final Call call;
    private final View exact;

    /**
     * Takes over all that it is given.
     *
     * @param reading copies the result of {@code program} to {@code exact}
     * @param exact matrix, float32
     */
    SingleOperation(NativeMemory memory, Packing packing, Program program, Program reading, Call call, View exact) {
        this.memory = memory;
        this.packing = packing;
        this.program = program;
        this.reading = reading;
        this.call = call;
        this.exact = exact;
    }

    /** Runs once. What works in place in a block works in place here, on what the run before has left. */
    public void run() {
        program.run(call);
    }

    /** Runs once and copies the result to the heap, row by row. */
    public float[] result() {
        run();
        reading.run(call);
        float[] values =
                new float[Math.toIntExact(exact.layout().dim(0) * exact.layout().dim(1))];
        call.floats(exact.location(), values.length).get(values);
        return values;
    }

    @Override
    public void close() {
        program.close();
        reading.close();
        packing.close();
        dnnl_stream_destroy(call.stream());
        memory.close();
    }
}
