package org.panderm4j.nn.engine.cuda;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.panderm4j.nn.engine.cuda.Kernel.Grid;

/**
 * Memory of this machine and our kernels as they are emulated here, in place of a card: what is queued is done at once. Nothing is
 * read or written beyond what was taken, and what was taken holds no numbers until something is written.
 */
final class EmulatedCard implements Card, Memory {
    /** Bytes that make no number in any format, and an id of no word. */
    private static final byte POISON = (byte) 0xff;

    private final NavigableMap<Long, ByteBuffer> taken = new TreeMap<>();
    private final long size;
    private final boolean idle;
    private long next = ALIGNMENT; // address 0 is none
    private long held;
    private int recordings;
    private boolean closed;

    /**
     * @param size bytes of its memory
     */
    EmulatedCard(long size) {
        this(size, false);
    }

    private EmulatedCard(long size, boolean idle) {
        this.size = size;
        this.idle = idle;
    }

    /** One that does nothing of what is queued. */
    static EmulatedCard idle(long size) {
        return new EmulatedCard(size, true);
    }

    /** Bytes that are taken. */
    long held() {
        return held;
    }

    /** Recordings that were not closed. */
    int recordings() {
        return recordings;
    }

    boolean closed() {
        return closed;
    }

    @Override
    public long take(long bytes, String what) {
        if (held + bytes > size) {
            throw new CudaException.OutOfMemory("no room for " + bytes + " bytes of " + what);
        }
        byte[] values = new byte[Math.toIntExact(bytes)];
        Arrays.fill(values, POISON);
        long address = next;
        taken.put(address, ByteBuffer.wrap(values));
        held += bytes;
        next += Memory.aligned(bytes) + ALIGNMENT;
        return address;
    }

    @Override
    public void give(long address) {
        ByteBuffer piece = taken.remove(address);
        held -= piece == null ? 0 : piece.capacity();
    }

    @Override
    public void write(long address, String what, float... values) {
        put(Element.F32, address, values);
    }

    @Override
    public void write(long address, String what, short... values) {
        bytes(address, (long) values.length * Short.BYTES).asShortBuffer().put(values);
    }

    @Override
    public void write(long address, String what, int... values) {
        bytes(address, (long) values.length * Integer.BYTES).asIntBuffer().put(values);
    }

    /** Bytes of one piece that was taken. */
    ByteBuffer bytes(long address, long count) {
        Map.Entry<Long, ByteBuffer> piece = taken.floorEntry(address);
        if (piece == null || address + count > piece.getKey() + piece.getValue().capacity()) {
            throw new IllegalStateException(count + " bytes from " + address + " were never taken");
        }
        return piece.getValue()
                .slice(Math.toIntExact(address - piece.getKey()), Math.toIntExact(count))
                .order(ByteOrder.nativeOrder());
    }

    float[] get(Element format, long address, long count) {
        ByteBuffer bytes = bytes(address, count * format.bytes);
        float[] values = new float[Math.toIntExact(count)];
        for (int i = 0; i < values.length; i++) {
            values[i] = format == Element.F32 ? bytes.getFloat() : CardArrays.widened(bytes.getShort());
        }
        return values;
    }

    /** None where the address is 0. */
    float[] getIfAny(Element format, long address, long count) {
        return address == 0 ? new float[0] : get(format, address, count);
    }

    int[] getWhole(long address, long count) {
        int[] values = new int[Math.toIntExact(count)];
        bytes(address, count * Integer.BYTES).asIntBuffer().get(values);
        return values;
    }

    byte[] getBytes(long address, long count) {
        byte[] values = new byte[address == 0 ? 0 : Math.toIntExact(count)];
        if (address != 0) {
            bytes(address, count).get(values);
        }
        return values;
    }

    void put(Element format, long address, float... values) {
        ByteBuffer bytes = bytes(address, (long) values.length * format.bytes);
        for (float value : values) {
            if (format == Element.F32) {
                bytes.putFloat(value);
            } else {
                bytes.putShort(Element.bf16(value));
            }
        }
    }

    @Override
    public void launch(String file, List<String> definitions, String kernel, Grid grid, Object... arguments) {
        if (idle) {
            return;
        }
        KernelArguments given = new KernelArguments(kernel, arguments);
        switch (file) {
            case Compiler.ROWS -> new RowKernels(this, kernel, given).run(grid);
            case Compiler.GRIDS -> new GridKernels(this, given).run(kernel);
            case Compiler.ATTENTION -> new AttentionKernel(this, kernel, given).run(definitions, grid);
            default -> throw new IllegalArgumentException("no file " + file);
        }
        given.end();
    }

    @Override
    public void multiply(Products.Shape shape, long x, long w, long bias, long y) {
        if (idle) {
            return;
        }
        int in = Math.toIntExact(shape.inner());
        int out = Math.toIntExact(shape.columns());
        float[] left = get(shape.factors(), x, shape.rows() * in);
        float[] right = get(shape.factors(), w, (long) out * in);
        float[] added = shape.bias() ? get(shape.sum(), bias, out) : new float[out];
        float[] columns = transposed(right, in);
        float[] product = new float[Math.toIntExact(shape.rows() * out)];
        IntStream.range(0, product.length / out).parallel().forEach(row -> {
            float[] sums = added.clone();
            for (int k = 0; k < in; k++) {
                add(sums, left[row * in + k], columns, k * out);
            }
            System.arraycopy(sums, 0, product, row * out, out);
        });
        put(shape.sum(), y, product);
    }

    private static float[] transposed(float[] matrix, int width) {
        int rows = matrix.length / width;
        float[] transposed = new float[matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            transposed[i % width * rows + i / width] = matrix[i];
        }
        return transposed;
    }

    /** A loop that the virtual machine does in vectors. */
    private static void add(float[] sums, float factor, float[] values, int from) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += factor * values[from + i];
        }
    }

    @Override
    public void copy(long from, long to, long bytes) {
        if (idle) {
            return;
        }
        byte[] values = new byte[Math.toIntExact(bytes)];
        bytes(from, bytes).get(values);
        bytes(to, bytes).put(values);
    }

    @Override
    public void enter() {
        if (closed) {
            throw new IllegalStateException("this card was given back");
        }
    }

    @Override
    public Memory memory() {
        return this;
    }

    @Override
    public void finish() {
        // everything queued has been done
    }

    @Override
    public Recording record(Runnable work) {
        recordings++;
        return new Recording() {
            @Override
            public void start() {
                work.run();
            }

            @Override
            public void close() {
                recordings--;
            }
        };
    }

    @Override
    public double time(Runnable work) {
        work.run();
        return 1;
    }

    @Override
    public Uplink uplink() {
        return new EmulatedUplink(this);
    }

    @Override
    public Downlink downlink() {
        return new EmulatedDownlink(this);
    }

    @Override
    public void close() {
        closed = true;
        taken.clear();
        held = 0;
    }
}
