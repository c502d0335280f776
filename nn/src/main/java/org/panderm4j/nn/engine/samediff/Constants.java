package org.panderm4j.nn.engine.samediff;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.panderm4j.nn.graph.Parameters;
import org.panderm4j.nn.tower.Weights;

/** A tower's weights as constants of a graph: each is read once, straight into native memory, and closed with its owner. */
final class Constants implements Parameters, AutoCloseable {
    private final SameDiff graph;
    private final Weights weights;
    private final String prefix;
    private final Map<String, SDVariable> variables = new LinkedHashMap<>();
    private final Map<String, INDArray> arrays = new LinkedHashMap<>();

    Constants(SameDiff graph, Weights weights, String prefix) {
        this.graph = graph;
        this.weights = weights;
        this.prefix = prefix;
    }

    @Override
    public SDVariable get(String name, long... shape) {
        return variables.computeIfAbsent(name, any -> graph.constant(name, read(name, shape)));
    }

    private INDArray read(String name, long... shape) {
        String full = prefix + name;
        if (!weights.names().contains(full)) {
            throw new IllegalArgumentException(
                    "tensor " + full + " is missing; expected one of shape " + Arrays.toString(shape));
        }
        long[] found = weights.shape(full);
        if (!Arrays.equals(found, shape)) {
            throw new IllegalArgumentException("tensor " + full + ": expected shape " + Arrays.toString(shape)
                    + ", found " + Arrays.toString(found));
        }
        INDArray array = Nd4j.createUninitializedDetached(DataType.FLOAT, shape);
        arrays.put(name, array);
        weights.copy(full, memoryOf(array));
        return array;
    }

    private static FloatBuffer memoryOf(INDArray array) {
        Pointer address = array.data().pointer();
        ByteBuffer bytes = new BytePointer(address).capacity(4 * array.length()).asByteBuffer();
        return bytes.order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    @Override
    public void close() {
        arrays.values().forEach(INDArray::close);
        arrays.clear();
    }
}
