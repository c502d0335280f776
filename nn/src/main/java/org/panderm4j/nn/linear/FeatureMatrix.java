package org.panderm4j.nn.linear;

import org.bytedeco.javacpp.DoublePointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.panderm4j.nn.nd4j.HostMemory;

/**
 * Rows of features in double precision, off the heap, for products with ND4J. Its owner closes it.
 *
 * <p>ND4J's products want factors and results in Fortran order. A matrix that lies row by row is its own transpose in that order, so
 * nothing is ever copied to turn it.
 */
public final class FeatureMatrix implements AutoCloseable {
    private final int rows;
    private final int width;
    private final INDArray values; // [width, rows] in Fortran order: row by row

    private FeatureMatrix(int rows, int width) {
        this.rows = rows;
        this.width = width;
        this.values = Nd4j.createUninitialized(DataType.DOUBLE, new long[] {width, rows}, 'f');
    }

    /**
     * Copies rows of equal length.
     *
     * @param rows [n, d], at least one, each value finite
     * @throws IllegalArgumentException when there is none, one is of another length, or a value is not finite
     */
    public static FeatureMatrix of(float[][] rows) {
        if (rows.length == 0 || rows[0].length == 0) {
            throw new IllegalArgumentException("expected at least one row with at least one feature, found "
                    + (rows.length == 0 ? "no row" : "no feature"));
        }
        for (int i = 0; i < rows.length; i++) {
            check(i, rows[i], rows[0].length);
        }
        FeatureMatrix matrix = new FeatureMatrix(rows.length, rows[0].length);
        for (int i = 0; i < rows.length; i++) {
            double[] row = new double[matrix.width];
            for (int j = 0; j < row.length; j++) {
                row[j] = rows[i][j];
            }
            matrix.pointer((long) i * matrix.width).put(row, 0, row.length);
        }
        return matrix;
    }

    private static void check(int index, float[] row, int width) {
        if (row.length != width) {
            throw new IllegalArgumentException(
                    "row " + index + ": expected " + width + " features, found " + row.length);
        }
        for (float value : row) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("row " + index + ": expected finite features, found " + value);
            }
        }
    }

    private DoublePointer pointer(long at) {
        return HostMemory.doubles(values).position(at);
    }

    /** n. */
    public int rows() {
        return rows;
    }

    /** d. */
    public int width() {
        return width;
    }

    /** Row by row, [width, rows]. */
    INDArray values() {
        return values;
    }

    /**
     * Inner products of these rows with all rows of another matrix of the same width.
     *
     * @return [others' rows][rows]
     */
    public double[][] products(FeatureMatrix others) {
        double[][] result = new double[others.rows][rows];
        try (INDArray products = Nd4j.createUninitialized(DataType.DOUBLE, new long[] {rows, others.rows}, 'f')) {
            Nd4j.gemm(values, others.values, products, true, false, 1, 0);
            DoublePointer from = HostMemory.doubles(products);
            for (int i = 0; i < result.length; i++) {
                from.position((long) i * rows).get(result[i], 0, rows);
            }
        }
        return result;
    }

    @Override
    public void close() {
        values.close();
    }
}
