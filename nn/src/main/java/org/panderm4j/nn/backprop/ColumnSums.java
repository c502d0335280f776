package org.panderm4j.nn.backprop;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.panderm4j.nn.train.Workers;

/** Sums of the columns of a matrix, as for the gradient of a bias; ND4J's are several times slower. */
final class ColumnSums {
    /** Rows that are summed in one go; the order of sums depends on nothing else. */
    private static final int ROWS = 256;

    private ColumnSums() {}

    /**
     * Sums the columns of a dense matrix.
     *
     * @param matrix [rows, columns] float32
     * @param sums [columns] float32
     * @param workers on whose number nothing depends
     */
    static void of(INDArray matrix, long columns, INDArray sums, Workers workers) {
        int width = Math.toIntExact(columns);
        int rows = Math.toIntExact(matrix.length() / columns);
        FloatBuffer values = Memory.floats(matrix);
        double[][] parts = new double[(rows + ROWS - 1) / ROWS][];
        workers.run(
                parts.length,
                part -> parts[part] = part(values, part * ROWS, Math.min(rows, (part + 1) * ROWS), width));
        float[] total = new float[width];
        for (int column = 0; column < width; column++) {
            double sum = 0;
            for (double[] part : parts) {
                sum += part[column];
            }
            total[column] = (float) sum;
        }
        Memory.floats(sums).put(total);
    }

    private static double[] part(FloatBuffer values, int from, int to, int width) {
        double[] sums = new double[width];
        float[] row = new float[width];
        for (int i = from; i < to; i++) {
            values.get(i * width, row);
            for (int column = 0; column < width; column++) {
                sums[column] += row[column];
            }
        }
        return sums;
    }
}
