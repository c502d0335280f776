package org.panderm4j.nn.engine.onednn;

import java.nio.FloatBuffer;

/** A weight matrix (out, in) in native memory before it is packed, float32. */
final class Matrix implements AutoCloseable {
    private final NativeMemory memory;
    private final NativeMemory.Region region;
    private final long out;
    private final long in;

    Matrix(NativeMemory memory, long out, long in) {
        this.memory = memory;
        this.out = out;
        this.in = in;
        this.region = memory.take(out * in * Float.BYTES);
    }

    FloatBuffer values() {
        return Address.floats(region.address(), out * in);
    }

    View view() {
        return new View(Location.fixed(region), Layout.dense(Format.F32, out, in));
    }

    /** Outputs {@code from} to {@code from + count}. */
    View outputs(long from, long count) {
        return view().rows(from, count);
    }

    /** Inputs {@code from} to {@code from + count}. */
    View inputs(long from, long count) {
        return new View(
                Location.fixed(region).plus(from * Float.BYTES),
                Layout.strided(Format.F32, new long[] {out, count}, in, 1));
    }

    /** Multiplies each output by a factor of its own, the first of them. */
    void scaleOutputs(float... factors) {
        FloatBuffer values = values();
        float[] row = new float[Math.toIntExact(in)];
        for (int i = 0; i < factors.length; i++) {
            values.get(i * row.length, row);
            for (int k = 0; k < row.length; k++) {
                row[k] *= factors[i];
            }
            values.put(i * row.length, row);
        }
    }

    /** Multiplies what comes from each input by a factor of its own. */
    void scaleInputs(float... factors) {
        FloatBuffer values = values();
        float[] row = new float[factors.length];
        for (int i = 0; i < out; i++) {
            values.get(i * row.length, row);
            for (int k = 0; k < row.length; k++) {
                row[k] *= factors[k];
            }
            values.put(i * row.length, row);
        }
    }

    @Override
    public void close() {
        memory.giveBack(region);
    }
}
