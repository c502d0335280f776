package org.panderm4j.nn.engine.samediff;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.panderm4j.nn.engine.Tensor;
import org.panderm4j.nn.nd4j.HostMemory;
import org.panderm4j.nn.tower.Weights;

/** The ways between float32 arrays in native memory, weights and the heap. */
final class NativeTensors {
    private NativeTensors() {}

    /** An array of undefined values; the caller closes it. */
    static INDArray allocate(long... shape) {
        return Nd4j.createUninitializedDetached(DataType.FLOAT, shape);
    }

    /** Fills an array with a tensor of its size, on the way from the file without a stop on the heap. */
    static void read(Weights weights, String name, INDArray target) {
        weights.copy(name, HostMemory.floats(target));
    }

    /** A copy on the heap. */
    static Tensor detached(INDArray array) {
        try (INDArray plain = array.dup('c')) {
            return new Tensor(plain.data().asFloat(), plain.shape());
        }
    }
}
