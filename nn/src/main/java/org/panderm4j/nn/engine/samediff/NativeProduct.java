package org.panderm4j.nn.engine.samediff;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.panderm4j.nn.engine.PackedProduct;

/**
 * A float32 matrix product of the ND4J backend's library, as the graph asks for it: rows in C order, by
 * weights (columns, inner) in C order, transposed. The library packs weights anew for every product.
 */
public final class NativeProduct implements PackedProduct {
    private final INDArray left;
    private final INDArray weights;
    private final INDArray right;
    /** In F order, which the library writes; ND4J would copy into any other. */
    private final INDArray result;

    private NativeProduct(long rows, long inner, long columns) {
        left = Nd4j.rand(DataType.FLOAT, rows, inner);
        weights = Nd4j.rand(DataType.FLOAT, columns, inner);
        right = weights.transpose();
        result = Nd4j.createUninitializedDetached(DataType.FLOAT, 'f', rows, columns);
    }

    /**
     * Makes (rows, inner) by (inner, columns).
     *
     * @param threads for ND4J's operations and products in this process; 0 leaves its own choice
     */
    public static NativeProduct open(long rows, long inner, long columns, int threads) {
        Nd4jBackend.useThreads(threads);
        return new NativeProduct(rows, inner, columns);
    }

    @Override
    public void run() {
        left.mmuli(right, result);
    }

    /** (rows, inner). */
    INDArray left() {
        return left;
    }

    /** (inner, columns). */
    INDArray right() {
        return right;
    }

    /** (rows, columns), undefined before the first run. */
    INDArray result() {
        return result;
    }

    @Override
    public void close() {
        left.close();
        weights.close();
        result.close();
    }
}
