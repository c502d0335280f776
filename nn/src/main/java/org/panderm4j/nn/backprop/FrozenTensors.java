package org.panderm4j.nn.backprop;

import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.panderm4j.nn.tower.Weights;

/**
 * Weights that do not learn, in native memory, each read when it is first asked for. Networks that begin with one model share
 * those that are frozen in several of them: two towers with adapters take the memory of one.
 */
public final class FrozenTensors implements AutoCloseable {
    private final Weights weights;
    private final Map<String, INDArray> arrays = new HashMap<>();
    private boolean closed;

    /**
     * Reads nothing yet.
     *
     * @param weights must stay readable as long as networks are opened on it
     */
    public FrozenTensors(Weights weights) {
        this.weights = weights;
    }

    /** What all networks on it begin with. */
    Weights weights() {
        return weights;
    }

    /** The values of a tensor, owned by this. */
    synchronized INDArray array(String name, long... shape) {
        if (closed) {
            throw new IllegalStateException("these weights have been closed");
        }
        INDArray known = arrays.get(name);
        if (known == null) {
            known = read(weights, name, shape);
            arrays.put(name, known);
        }
        return known;
    }

    /** A tensor's values in new native memory, the caller's. */
    static INDArray read(Weights weights, String name, long... shape) {
        INDArray array = Nd4j.createUninitializedDetached(DataType.FLOAT, shape);
        boolean read = false;
        try {
            weights.copy(name, Memory.floats(array));
            read = true;
            return array;
        } finally {
            if (!read) {
                array.close();
            }
        }
    }

    /** To be called when all networks on it have been closed. */
    @Override
    public synchronized void close() {
        closed = true;
        arrays.values().forEach(INDArray::close);
        arrays.clear();
    }
}
