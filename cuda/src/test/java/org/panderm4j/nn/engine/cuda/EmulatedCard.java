package org.panderm4j.nn.engine.cuda;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.panderm4j.nn.engine.cuda.Kernel.Grid;

/**
 * Memory of this machine and our kernels as they are emulated here, in place of a card: what is queued is done at once. Nothing is
 * read or written beyond what was taken, and what was taken holds no numbers until something is written.
 */
final class EmulatedCard implements Memory, WorkQueue {
    /** Bytes that make no number in any format, and an id of no word. */
    private static final byte POISON = (byte) 0xff;

    private final Map<Long, Integer> taken = new TreeMap<>();
    private final ByteBuffer memory;
    private int used = ALIGNMENT; // address 0 is none

    EmulatedCard(int bytes) {
        byte[] values = new byte[bytes];
        Arrays.fill(values, POISON);
        memory = ByteBuffer.wrap(values).order(ByteOrder.nativeOrder());
    }

    @Override
    public long take(long bytes, String what) {
        long address = used;
        taken.put(address, Math.toIntExact(bytes));
        used = Math.toIntExact(used + Memory.aligned(bytes) + ALIGNMENT);
        return address;
    }

    @Override
    public void give(long address) {
        taken.remove(address);
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
        boolean inside = taken.entrySet().stream()
                .anyMatch(piece -> address >= piece.getKey() && address + count <= piece.getKey() + piece.getValue());
        if (!inside) {
            throw new IllegalStateException(count + " bytes from " + address + " were never taken");
        }
        return memory.slice(Math.toIntExact(address), Math.toIntExact(count)).order(ByteOrder.nativeOrder());
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
        byte[] values = new byte[Math.toIntExact(bytes)];
        bytes(from, bytes).get(values);
        bytes(to, bytes).put(values);
    }
}
