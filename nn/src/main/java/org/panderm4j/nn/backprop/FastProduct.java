package org.panderm4j.nn.backprop;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.panderm4j.nn.engine.onednn.TrainingKernels;
import org.panderm4j.nn.engine.onednn.TrainingKernels.Product;
import org.panderm4j.nn.nd4j.HostMemory;

/** Products of the graph by the fast library: what ND4J's {@code matmul} gives, up to the order of sums. */
final class FastProduct {
    private final TrainingKernels kernels;
    private final Memory memory;

    FastProduct(TrainingKernels kernels, Memory memory) {
        this.kernels = kernels;
        this.memory = memory;
    }

    /** The product of the last two axes; both arrays have the same axes before them. */
    INDArray multiply(DynamicCustomOp operation, INDArray left, INDArray right) {
        Product product = product(operation, left, right);
        long[] shape = Arrays.copyOf(left.shape(), left.rank());
        shape[shape.length - 2] = product.rows();
        shape[shape.length - 1] = product.columns();
        INDArray result = memory.take(shape);
        kernels.multiply(
                product, memory.denseAddress(left), memory.denseAddress(right), HostMemory.address(result), false);
        return result;
    }

    /** Adds the product of two matrices to a gradient without laying it anywhere else. */
    void addTo(LearnedTensor tensor, DynamicCustomOp operation, INDArray left, INDArray right) {
        Product product = product(operation, left, right);
        long first = memory.denseAddress(left);
        long second = memory.denseAddress(right);
        tensor.addToGradient((gradient, accumulate) -> kernels.multiply(product, first, second, gradient, accumulate));
    }

    private static Product product(DynamicCustomOp operation, INDArray left, INDArray right) {
        long[] numbers = operation.iArgs();
        boolean leftTransposed = numbers.length > 0 && numbers[0] != 0;
        boolean rightTransposed = numbers.length > 1 && numbers[1] != 0;
        int rank = left.rank();
        long rows = left.size(leftTransposed ? rank - 1 : rank - 2);
        long inner = left.size(leftTransposed ? rank - 2 : rank - 1);
        long columns = right.size(rightTransposed ? rank - 2 : rank - 1);
        return new Product(left.length() / (rows * inner), rows, inner, columns, leftTransposed, rightTransposed);
    }
}
