package org.panderm4j.nn.engine.onednn;

import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.nn.engine.WeightCheck;
import org.panderm4j.nn.tower.Weights;

/**
 * Reads a tower's parameters into native memory, packing its matrices on the way. One matrix at a time lies there unpacked, so
 * that a model is never in memory twice.
 */
final class Parameters {
    private final Weights weights;
    private final String prefix;
    private final NativeMemory memory;
    private final Packing packing;
    private final Map<String, View> tables;
    private final Map<LinearKey, PackedLinear> linears;

    Parameters(Weights weights, String prefix, NativeMemory memory, Packing packing) {
        this(weights, prefix, memory, packing, new HashMap<>(), new HashMap<>());
    }

    private Parameters(
            Weights weights,
            String prefix,
            NativeMemory memory,
            Packing packing,
            Map<String, View> tables,
            Map<LinearKey, PackedLinear> linears) {
        this.weights = weights;
        this.prefix = prefix;
        this.memory = memory;
        this.packing = packing;
        this.tables = tables;
        this.linears = linears;
    }

    /** The parameters of a part, by their names without {@code inner}. */
    Parameters in(String inner) {
        return new Parameters(weights, prefix + inner, memory, packing, tables, linears);
    }

    /** Values on the heap. */
    float[] values(String name, long... shape) {
        require(name, shape);
        FloatBuffer values = FloatBuffer.allocate(Math.toIntExact(size(shape)));
        weights.copy(prefix + name, values);
        return values.array();
    }

    /** Float32 values in native memory, read once. */
    View table(String name, long... shape) {
        require(name, shape);
        return tables.computeIfAbsent(prefix + name, any -> read(prefix + name, shape));
    }

    NormWeights norm(String name, long width) {
        return new NormWeights(table(name + ".weight", width), table(name + ".bias", width));
    }

    /** A norm whose result is multiplied by factors that are learned elsewhere. */
    NormWeights norm(String name, float... factors) {
        return new NormWeights(
                vector(product(values(name + ".weight", factors.length), factors)),
                vector(product(values(name + ".bias", factors.length), factors)));
    }

    private record LinearKey(String name, PackedLinear.Kind kind) {}

    /** A linear layer as it is, packed once however often it is asked for. */
    PackedLinear linear(String name, long out, long in, boolean bias, Arithmetic arithmetic) {
        LinearKey key = new LinearKey(prefix + name, new PackedLinear.Kind(in, out, bias, arithmetic));
        return linears.computeIfAbsent(key, any -> {
            Optional<float[]> values = bias ? Optional.of(values(name + ".bias", out)) : Optional.empty();
            try (Matrix matrix = matrix(name + ".weight", out, in)) {
                return pack(matrix.view(), values, arithmetic);
            }
        });
    }

    /** A matrix to be changed and packed, then closed. */
    Matrix matrix(String name, long out, long in) {
        require(name, out, in);
        Matrix matrix = new Matrix(memory, out, in);
        weights.copy(prefix + name, matrix.values());
        return matrix;
    }

    PackedLinear pack(View matrix, Optional<float[]> bias, Arithmetic arithmetic) {
        return packing.pack(matrix, bias.map(values -> row(values)), arithmetic);
    }

    /**
     * A convolution, its kernels packed.
     *
     * @param name of its kernels, (out, in, k, k)
     * @param factors of the output channels
     * @param bias of the output channels
     */
    Convolution convolution(String name, Convolution.Sizes sizes, float[] factors, float... bias) {
        long kernel = sizes.kernel();
        long in = sizes.in() * kernel * kernel;
        require(name, sizes.out(), sizes.in(), kernel, kernel);
        try (Matrix matrix = new Matrix(memory, sizes.out(), in)) {
            weights.copy(prefix + name, matrix.values());
            matrix.scaleOutputs(factors);
            View kernels = new View(
                    matrix.view().location(), Layout.dense(Format.F32, sizes.out(), sizes.in(), kernel, kernel));
            return packing.pack(kernels, sizes, vector(bias));
        }
    }

    /** Values in native memory, [n]. */
    View vector(float... values) {
        View view = new View(
                Location.fixed(memory.take((long) values.length * Float.BYTES)),
                Layout.dense(Format.F32, values.length));
        Address.floats(view.location().value(), values.length).put(values);
        return view;
    }

    private View row(float... values) {
        return new View(vector(values).location(), Layout.dense(Format.F32, 1, values.length));
    }

    private View read(String fullName, long... shape) {
        Layout layout = Layout.dense(Format.F32, shape);
        View view = new View(Location.fixed(memory.take(layout.bytes())), layout);
        weights.copy(fullName, Address.floats(view.location().value(), size(shape)));
        return view;
    }

    private void require(String name, long... shape) {
        WeightCheck.require(weights, prefix + name, shape);
    }

    private static long size(long... shape) {
        long size = 1;
        for (long axis : shape) {
            size = Math.multiplyExact(size, axis);
        }
        return size;
    }

    static float[] product(float[] left, float... right) {
        float[] product = new float[left.length];
        for (int i = 0; i < left.length; i++) {
            product[i] = left[i] * right[i];
        }
        return product;
    }
}
