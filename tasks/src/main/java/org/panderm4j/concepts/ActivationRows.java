package org.panderm4j.concepts;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.panderm4j.data.npy.NpyMatrix;
import org.panderm4j.nn.linear.SparseRows;
import org.panderm4j.run.ProgressReport;

/**
 * A file of activations, or of raw features, (rows, features), which may be larger than memory: read piece by piece.
 *
 * @param file a matrix
 * @param rows of it
 * @param features of a row, m
 */
public record ActivationRows(Path file, long rows, int features) {
    private static final String EMBEDDINGS = "embeddings.npy";
    private static final int PIECE = 1 << 20; // values

    /** Takes each row in order; the array is used again for the next one. */
    @FunctionalInterface
    public interface Reader {
        void row(long number, float[] values) throws IOException;
    }

    /**
     * Looks at a file.
     *
     * @param place it, or the folder that {@code panderm embed} has left
     * @throws IOException in one line when it is no matrix of numbers
     */
    public static ActivationRows open(Path place) throws IOException {
        Path file = Files.isDirectory(place) ? place.resolve(EMBEDDINGS) : place;
        try (NpyMatrix matrix = NpyMatrix.open(file)) {
            return new ActivationRows(file, matrix.rows(), matrix.width());
        }
    }

    /**
     * Refuses activations of another dictionary.
     *
     * @param expected features
     * @param of which has so many, a file
     */
    public void requireFeatures(int expected, Path of) throws IOException {
        if (features != expected) {
            throw new IOException("expected as many activations in a row as the dictionary has features, found "
                    + features + " in " + file + " and " + expected + " in " + of);
        }
    }

    /** Row k of a table is row k of the array. */
    public void requireRows(int expected, Path table) throws IOException {
        if (rows != expected) {
            throw new IOException("expected as many rows in the array as in the table, found " + rows + " in " + file
                    + " and " + expected + " in " + table + "; row k of one belongs to row k of the other");
        }
    }

    /**
     * Reads all rows.
     *
     * @throws IOException in one line when a value is not finite, with its row and column
     */
    public void read(Reader reader, ProgressReport progress) throws IOException {
        try (NpyMatrix matrix = NpyMatrix.open(file)) {
            ProgressReport.Step step = progress.begin("activations", "rows", rows);
            int most = Math.max(1, PIECE / features);
            float[] piece = new float[(int) Math.min(most, rows) * features];
            float[] row = new float[features];
            for (long first = 0; first < rows; first += most) {
                int count = (int) Math.min(most, rows - first);
                matrix.read(first, count, FloatBuffer.wrap(piece));
                for (int i = 0; i < count; i++) {
                    System.arraycopy(piece, i * features, row, 0, features);
                    requireFinite(first + i, row);
                    reader.row(first + i, row);
                }
                step.reach(first + count);
            }
        }
    }

    /**
     * All rows without their zeros: 8 bytes for each value that is not 0.
     *
     * @throws IOException as {@link #read}
     */
    public SparseRows sparse(ProgressReport progress) throws IOException {
        SparseRows.Builder builder = new SparseRows.Builder(features);
        read((number, row) -> builder.add(row), progress);
        return builder.build();
    }

    /**
     * Refuses a row with a value that is not finite.
     *
     * @param number of the row, from 0
     */
    public void requireFinite(long number, float[] row) throws IOException {
        for (int j = 0; j < row.length; j++) {
            if (!Float.isFinite(row[j])) {
                throw new IOException(file + ", row " + number + " (counted from 0), column " + j
                        + ": expected finite values, found " + row[j]
                        + "; make the array anew, or take the row out of it and of the table");
            }
        }
    }
}
