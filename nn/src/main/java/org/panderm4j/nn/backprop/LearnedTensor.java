package org.panderm4j.nn.backprop;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.nn.train.Parameter;

/** A parameter in native memory; a frozen one has no gradient, and its values belong to {@link FrozenTensors}. */
final class LearnedTensor implements Parameter, AutoCloseable {
    private final String name;
    private final INDArray value;
    private final INDArray gradient;

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
        return new LearnedTensor(
                name,
                value,
                Nd4j.createUninitializedDetached(DataType.FLOAT, shape).assign(0));
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
        return Memory.floats(gradient);
    }

    boolean isTrained() {
        return gradient != null;
    }

    /** The values as an array of a graph; owned by this tensor or, when it is frozen, by those who share it. */
    INDArray array() {
        return value;
    }

    void addToGradient(INDArray more) {
        gradient.addi(more);
    }

    @Override
    public void close() {
        if (isTrained()) {
            value.close();
            gradient.close();
        }
    }
}
