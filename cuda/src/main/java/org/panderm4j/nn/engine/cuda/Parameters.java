package org.panderm4j.nn.engine.cuda;

import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.nn.engine.WeightCheck;
import org.panderm4j.nn.tower.Weights;

/** Reads a tower's parameters onto the card, one matrix at a time. */
final class Parameters {
    /** Rows whose length is a multiple of so many values begin at multiples of 16 bytes in every format. */
    private static final int ROW = 8;

    private final Weights weights;
    private final String prefix;
    private final Memory memory;
    /** Heads may read the same parameters; they are on the card once. */
    private final Map<String, Long> vectors;

    private final Map<String, Linear> linears;

    Parameters(Weights weights, String prefix, Memory memory) {
        this(weights, prefix, memory, new HashMap<>(), new HashMap<>());
    }

    private Parameters(
            Weights weights, String prefix, Memory memory, Map<String, Long> vectors, Map<String, Linear> linears) {
        this.weights = weights;
        this.prefix = prefix;
        this.memory = memory;
        this.vectors = vectors;
        this.linears = linears;
    }

    /** The parameters of a part, by their names without {@code inner}. */
    Parameters in(String inner) {
        return new Parameters(weights, prefix + inner, memory, vectors, linears);
    }

    /** Values on the heap. */
    float[] values(String name, long... shape) {
        WeightCheck.require(weights, prefix + name, shape);
        long size = 1;
        for (long axis : shape) {
            size = Math.multiplyExact(size, axis);
        }
        FloatBuffer values = FloatBuffer.allocate(Math.toIntExact(size));
        weights.copy(prefix + name, values);
        return values.array();
    }

    /** Float32 values on the card, read once. */
    long table(String name, long... shape) {
        return vectors.computeIfAbsent(prefix + name, any -> upload(Element.F32, prefix + name, values(name, shape)));
    }

    NormWeights norm(String name, int width) {
        return new NormWeights(table(name + ".weight", width), table(name + ".bias", width), width);
    }

    /** A norm whose result is multiplied by factors that are learned elsewhere. */
    NormWeights norm(String name, float... factors) {
        int width = factors.length;
        return new NormWeights(
                upload(Element.F32, prefix + name, product(values(name + ".weight", width), factors)),
                upload(Element.F32, prefix + name, product(values(name + ".bias", width), factors)),
                width);
    }

    /** Where a linear layer's result goes, and how it is computed. */
    record Kind(Arithmetic arithmetic, Element sum) {
        /** As heads have it. */
        static final Kind EXACT = new Kind(Arithmetic.EXACT, Element.F32);
    }

    /** A linear layer as it is, on the card once however often it is asked for. */
    Linear linear(String name, int out, int in, boolean bias, Kind kind) {
        return linears.computeIfAbsent(
                prefix + name + kind,
                any -> linear(
                        name,
                        kind,
                        values(name + ".weight", out, in),
                        bias ? Optional.of(values(name + ".bias", out)) : Optional.empty(),
                        out));
    }

    /**
     * A linear layer of values that have been worked on.
     *
     * @param matrix (out, in)
     * @param bias (out), if there is one
     */
    Linear linear(String name, Kind kind, float[] matrix, Optional<float[]> bias, int out) {
        int in = matrix.length / out;
        Element factors = kind.arithmetic().format();
        long weight = upload(factors, prefix + name, matrix);
        long offset =
                bias.map(values -> upload(kind.sum(), prefix + name, values)).orElse(0L);
        return new Linear(
                weight, offset, in, out, factors, kind.sum(), kind.arithmetic().tf32());
    }

    /** Rows with zeros behind them, so that each begins where vector loads can. */
    static float[] padded(float[] matrix, int in) {
        int wide = padded(in);
        float[] padded = new float[matrix.length / in * wide];
        for (int i = 0; i < matrix.length / in; i++) {
            System.arraycopy(matrix, i * in, padded, i * wide, in);
        }
        return padded;
    }

    /** The length of such a row. */
    static int padded(int values) {
        return (values + ROW - 1) / ROW * ROW;
    }

    /** Values on the card. */
    long upload(Element format, String what, float... values) {
        return upload(memory, format, what, values);
    }

    /** Where values are put. */
    Memory memory() {
        return memory;
    }

    /** Whole numbers in some memory. */
    static long upload(Memory memory, String what, int... values) {
        long address = memory.take((long) values.length * Integer.BYTES, what);
        memory.write(address, what, values);
        return address;
    }

    /** Values in some memory. */
    static long upload(Memory memory, Element format, String what, float... values) {
        long address = memory.take((long) values.length * format.bytes, what);
        write(memory, address, format, what, values);
        return address;
    }

    /** Writes values to an address. */
    static void write(Memory memory, long address, Element format, String what, float... values) {
        if (format == Element.F32) {
            memory.write(address, what, values);
            return;
        }
        short[] narrow = new short[values.length];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = Element.bf16(values[i]);
        }
        memory.write(address, what, narrow);
    }

    static float[] product(float[] left, float... right) {
        float[] product = new float[left.length];
        for (int i = 0; i < left.length; i++) {
            product[i] = left[i] * right[i];
        }
        return product;
    }
}
