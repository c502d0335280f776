package org.panderm4j.concepts;

import java.util.Arrays;

/**
 * Rows and columns paired one to one so that the sum of their values is as large as can be, by shortest augmenting paths in a
 * rectangle (Crouse 2016).
 *
 * <p>Of pairings with the same sum one is always the same: rows are taken in order, and of equally short paths the one that ends in a
 * free column, then the one of the lowest column. Equal rows so take their columns by falling value, the first row the best one.
 */
public final class Assignment {
    private final double[][] costs; // [rows][columns], no more rows than columns
    private final double[] rowPrices;
    private final double[] columnPrices;
    private final int[] columnOf; // [rows], -1 for none yet
    private final int[] rowOf; // [columns]

    private Assignment(double[][] costs, int columns) {
        this.costs = costs;
        this.rowPrices = new double[costs.length];
        this.columnPrices = new double[columns];
        this.columnOf = new int[costs.length];
        this.rowOf = new int[columns];
        Arrays.fill(columnOf, -1);
        Arrays.fill(rowOf, -1);
    }

    /**
     * The column of each row.
     *
     * @param values [rows][columns], finite
     * @return [rows]; -1 for rows that are left over when there are more of them than columns
     * @throws IllegalArgumentException when a value is not finite
     */
    public static int[] maximal(float[][] values) {
        int columns = values.length == 0 ? 0 : values[0].length;
        boolean wide = values.length <= columns;
        double[][] costs = new double[wide ? values.length : columns][wide ? columns : values.length];
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < columns; j++) {
                if (!Float.isFinite(values[i][j])) {
                    throw new IllegalArgumentException(
                            "expected finite values, found " + values[i][j] + " in row " + i + ", column " + j);
                }
                costs[wide ? i : j][wide ? j : i] = -(double) values[i][j];
            }
        }
        Assignment assignment = new Assignment(costs, Math.max(values.length, columns));
        for (int row = 0; row < costs.length; row++) {
            assignment.add(row);
        }
        return wide ? assignment.columnOf : assignment.rowOf;
    }

    /** Distances from one row to the columns, over pairs that are there already. */
    private final class Search {
        private final double[] distance = new double[rowOf.length];
        private final int[] previous = new int[rowOf.length]; // row
        private final boolean[] settled = new boolean[rowOf.length];
        private double reached;

        Search() {
            Arrays.fill(distance, Double.POSITIVE_INFINITY);
        }

        /** The nearest free column. */
        int from(int row) {
            int current = row;
            while (true) {
                int nearest = look(current);
                reached = distance[nearest];
                settled[nearest] = true;
                if (rowOf[nearest] < 0) {
                    return nearest;
                }
                current = rowOf[nearest];
            }
        }

        private int look(int row) {
            int nearest = -1;
            for (int j = 0; j < distance.length; j++) {
                if (settled[j]) {
                    continue;
                }
                double through = reached + costs[row][j] - rowPrices[row] - columnPrices[j];
                if (through < distance[j]) {
                    distance[j] = through;
                    previous[j] = row;
                }
                if (nearest < 0 || isNearer(j, nearest)) {
                    nearest = j;
                }
            }
            return nearest;
        }

        private boolean isNearer(int one, int other) {
            return distance[one] < distance[other]
                    || (distance[one] == distance[other] && rowOf[one] < 0 && rowOf[other] >= 0);
        }
    }

    private void add(int row) {
        Search search = new Search();
        int free = search.from(row);
        rowPrices[row] += search.reached;
        for (int j = 0; j < rowOf.length; j++) {
            if (search.settled[j]) {
                double change = search.reached - search.distance[j];
                columnPrices[j] -= change;
                if (rowOf[j] >= 0) {
                    rowPrices[rowOf[j]] += change;
                }
            }
        }
        int column = free;
        int other;
        do {
            other = search.previous[column];
            rowOf[column] = other;
            int left = columnOf[other];
            columnOf[other] = column;
            column = left;
        } while (other != row);
    }
}
