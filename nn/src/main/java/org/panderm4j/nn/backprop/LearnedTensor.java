package org.panderm4j.nn.backprop;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.panderm4j.nn.nd4j.HostMemory;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.nn.train.NativeParameter;
import org.panderm4j.nn.train.Parameter;

/** A parameter in native memory; a frozen one has no gradient, and its values belong to {@link FrozenTensors}. */
final class LearnedTensor implements Parameter, AutoCloseable {
    private final String name;
    private final INDArray value;
    private final INDArray gradient;
    /** Whether the gradient stands for 0, whatever lies there: what comes first is written, not added. */
    private boolean cleared;

    private boolean borrowed;
    /** Whose values and gradient these are copies of. */
    private Optional<NativeParameter> original = Optional.empty();

    private LearnedTensor(String name, INDArray value, INDArray gradient) {
        this.name = name;
        this.value = value;
        this.gradient = gradient;
    }

    /**
     * One that learns.
     *
     * @param source its name in the weights, from which its first values are read
     */
    static LearnedTensor trained(String name, Weights weights, String source, long... shape) {
        INDArray value = FrozenTensors.read(weights, source, shape);
        return new LearnedTensor(name, value, zeros(shape));
    }

    private static INDArray zeros(long... shape) {
        return Nd4j.createUninitializedDetached(DataType.FLOAT, shape).assign(0);
    }

    /**
     * One that somebody else owns, and keeps until this is used no more. Before a run its values are to be {@link #load loaded}, and
     * after one its gradient {@link #store stored}.
     *
     * @param shape with as many values as the parameter's own
     */
    static LearnedTensor over(NativeParameter parameter, long... shape) {
        return over(parameter, HostMemory.isShared(), shape);
    }

    /** Likewise; in the parameter's own memory, if arrays lie in this process's. */
    static LearnedTensor over(NativeParameter parameter, boolean shared, long... shape) {
        if (!shared) {
            LearnedTensor copy = new LearnedTensor(parameter.name(), zeros(shape), zeros(shape));
            copy.original = Optional.of(parameter);
            return copy;
        }
        LearnedTensor tensor = new LearnedTensor(
                parameter.name(), view(parameter.address(), shape), view(parameter.gradientAddress(), shape));
        tensor.borrowed = true;
        return tensor;
    }

    private static INDArray view(long address, long... shape) {
        long length = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        FloatPointer values = new FloatPointer(new Location(address)).capacity(length);
        return Nd4j.create(Nd4j.createBuffer(values, length, DataType.FLOAT), shape);
    }

    /** An address that JavaCPP lets be used as a pointer. */
    private static final class Location extends Pointer {
        Location(long where) {
            address = where;
        }
    }

    /** One that does not. */
    static LearnedTensor frozen(String name, INDArray value) {
        return new LearnedTensor(name, value, null);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long[] shape() {
        return value.shape().clone();
    }

    @Override
    public FloatBuffer value() {
        return Memory.floats(value);
    }

    @Override
    public FloatBuffer gradient() {
        if (gradient == null) {
            throw new IllegalStateException("parameter " + name + " is frozen and has no gradient");
        }
        if (cleared) {
            cleared = false;
            gradient.assign(0);
        }
        return Memory.floats(gradient);
    }

    @Override
    public void clearGradient() {
        cleared = true;
    }

    /** Takes the values of the parameter that this is a copy of, if it is one. */
    void load() {
        original.ifPresent(parameter -> value().put(parameter.value()));
    }

    /** Gives the gradient to the parameter that this is a copy of, if it is one. */
    void store() {
        original.ifPresent(parameter -> parameter.gradient().put(gradient()));
    }

    boolean isTrained() {
        return gradient != null;
    }

    /** The values as an array of a graph; owned by this tensor or, when it is frozen, by those who share it. */
    INDArray array() {
        return value;
    }

    void addToGradient(INDArray more) {
        if (cleared) {
            Memory.copy(more, gradient);
            cleared = false;
        } else {
            gradient.addi(more);
        }
    }

    /** Has something added to the gradient in place. */
    void addToGradient(Addition addition) {
        addition.run(HostMemory.address(gradient), !cleared);
        cleared = false;
    }

    /** Writes to dense float32 values. */
    @FunctionalInterface
    interface Addition {
        /**
         * Writes.
         *
         * @param address of the first value
         * @param accumulate whether it adds to what lies there; else that is undefined
         */
        void run(long address, boolean accumulate);
    }

    @Override
    public void close() {
        if (isTrained() && !borrowed) {
            value.close();
            gradient.close();
        }
    }
}
