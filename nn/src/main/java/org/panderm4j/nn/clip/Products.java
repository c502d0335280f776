package org.panderm4j.nn.clip;

import org.panderm4j.nn.train.Workers;

/**
 * Matrix products in double precision. Every element is summed in one order, so that the result does not depend on the number of
 * threads.
 */
final class Products {
    /** Rows of the result a task: with {@link #COLUMNS} of them they fill most of a first-level cache. */
    private static final int ROWS = 16;

    private static final int COLUMNS = 256;

    private final Workers workers;

    Products(Workers workers) {
        this.workers = workers;
    }

    /**
     * Adds {@code a . b} to {@code c}.
     *
     * @param a [m][k]
     * @param b [k][n]
     * @param c [m][n]
     */
    void add(double[][] a, double[][] b, double[][] c) {
        if (c.length == 0 || b.length == 0) {
            return;
        }
        int columns = c[0].length;
        int rowTasks = tasks(c.length, ROWS);
        workers.run(rowTasks * tasks(columns, COLUMNS), task -> {
            int row = task % rowTasks * ROWS;
            int column = task / rowTasks * COLUMNS;
            block(a, b, c, row, Math.min(c.length, row + ROWS), column, Math.min(columns, column + COLUMNS));
        });
    }

    /** Rows become columns: [m][n] to [n][m]. */
    double[][] transposed(double[][] a) {
        int columns = a.length == 0 ? 0 : a[0].length;
        double[][] result = new double[columns][a.length];
        workers.run(tasks(columns, ROWS), task -> {
            int last = Math.min(columns, (task + 1) * ROWS);
            for (int i = 0; i < a.length; i++) {
                for (int j = task * ROWS; j < last; j++) {
                    result[j][i] = a[i][j];
                }
            }
        });
        return result;
    }

    private static int tasks(int length, int each) {
        return (length + each - 1) / each;
    }

    /** Four rows of b at a time, while they are near. */
    private static void block(
            double[][] a, double[][] b, double[][] c, int row, int rowEnd, int column, int columnEnd) {
        int k = 0;
        for (; k + 3 < b.length; k += 4) {
            for (int i = row; i < rowEnd; i++) {
                addFour(a[i], b, k, c[i], column, columnEnd);
            }
        }
        for (; k < b.length; k++) {
            for (int i = row; i < rowEnd; i++) {
                addOne(a[i][k], b[k], c[i], column, columnEnd);
            }
        }
    }

    private static void addFour(double[] a, double[][] b, int k, double[] sum, int from, int to) {
        double a0 = a[k];
        double a1 = a[k + 1];
        double a2 = a[k + 2];
        double a3 = a[k + 3];
        double[] b0 = b[k];
        double[] b1 = b[k + 1];
        double[] b2 = b[k + 2];
        double[] b3 = b[k + 3];
        for (int j = from; j < to; j++) {
            sum[j] += a0 * b0[j] + a1 * b1[j] + (a2 * b2[j] + a3 * b3[j]);
        }
    }

    private static void addOne(double a, double[] b, double[] sum, int from, int to) {
        for (int j = from; j < to; j++) {
            sum[j] += a * b[j];
        }
    }
}
