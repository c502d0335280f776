package org.panderm4j.nn.backprop;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.nn.train.Parameter;

/** A parameter in native memory; a frozen one has no gradient. */
final class LearnedTensor implements Parameter, AutoCloseable {
    private final String name;
    private final long[] shape;
    private final INDArray value;
    private final INDArray gradient;

    private LearnedTensor(String name, long[] shape, boolean trained) {
        this.name = name;
        this.shape = shape.clone();
        this.value = Nd4j.createUninitializedDetached(DataType.FLOAT, shape);
        this.gradient = trained
                ? Nd4j.createUninitializedDetached(DataType.FLOAT, shape).assign(0)
                : null;
    }

    /** Reads the values. */
    static LearnedTensor read(Weights weights, String name, long[] shape, boolean trained) {
        LearnedTensor tensor = new LearnedTensor(name, shape, trained);
        boolean read = false;
        try {
            weights.copy(name, tensor.value());
            read = true;
            return tensor;
        } finally {
            if (!read) {
                tensor.close();
            }
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long[] shape() {
        return shape.clone();
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

    /** The values as an array of a graph; owned by this tensor. */
    INDArray array() {
        return value;
    }

    void addToGradient(INDArray more) {
        gradient.addi(more);
    }

    @Override
    public void close() {
        value.close();
        if (gradient != null) {
            gradient.close();
        }
    }
}
