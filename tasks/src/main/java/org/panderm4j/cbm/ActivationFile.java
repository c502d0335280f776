package org.panderm4j.cbm;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.panderm4j.data.npy.NpyMatrix;
import org.panderm4j.nn.linear.SparseRows;
import org.panderm4j.run.ProgressReport;

/**
 * Rows of activations, or of raw features, in a file that may be larger than memory: read piece by piece, of which only what is not 0
 * is kept.
 *
 * @param file a matrix (rows, features)
 */
public record ActivationFile(Path file) {
    private static final String EMBEDDINGS = "embeddings.npy";
    private static final int PIECE = 1 << 20; // values

    /** Takes each row in order; the array is used again for the next one. */
    @FunctionalInterface
    public interface RowReader {
        void row(long number, float[] values) throws IOException;
    }

    /** A file, or the folder that {@code panderm embed} has left. */
    public static ActivationFile of(Path place) {
        return new ActivationFile(Files.isDirectory(place) ? place.resolve(EMBEDDINGS) : place);
    }

    /**
     * Reads all rows.
     *
     * @throws IOException in one line when it is no matrix, or a value is not finite, with its row
     */
    public void read(RowReader reader, ProgressReport progress) throws IOException {
        try (NpyMatrix matrix = NpyMatrix.open(file)) {
            ProgressReport.Step step = progress.begin("activations", "rows", matrix.rows());
            int most = Math.max(1, PIECE / matrix.width());
            float[] piece = new float[(int) Math.min(most, matrix.rows()) * matrix.width()];
            float[] row = new float[matrix.width()];
            for (long first = 0; first < matrix.rows(); first += most) {
                int count = (int) Math.min(most, matrix.rows() - first);
                matrix.read(first, count, FloatBuffer.wrap(piece));
                for (int i = 0; i < count; i++) {
                    System.arraycopy(piece, i * row.length, row, 0, row.length);
                    requireFinite(first + i, row);
                    reader.row(first + i, row);
                }
                step.reach(first + count);
            }
        }
    }

    private void requireFinite(long number, float[] row) throws IOException {
        for (int j = 0; j < row.length; j++) {
            if (!Float.isFinite(row[j])) {
                throw new IOException(file + ", row " + number + " (counted from 0), column " + j
                        + ": expected finite values, found " + row[j]
                        + "; make the array anew, or take the row out of it"
                        + " and of the table");
            }
        }
    }

    /**
     * All rows without their zeros: 8 bytes for each value that is not 0.
     *
     * @param labels of the table that they belong to
     * @throws IOException as {@link #read}, or when there are not as many rows as in the table
     */
    public SparseRows rows(BinaryLabels labels, ProgressReport progress) throws IOException {
        requireRows(labels);
        SparseRows.Builder builder = new SparseRows.Builder(width());
        read((number, row) -> builder.add(row), progress);
        return builder.build();
    }

    /** Row k of the array is row k of the table. */
    void requireRows(BinaryLabels labels) throws IOException {
        try (NpyMatrix matrix = NpyMatrix.open(file)) {
            if (matrix.rows() != labels.labels().length) {
                throw new IOException(
                        "expected as many rows in the array as in the table, found " + matrix.rows() + " in "
                                + file + " and " + labels.labels().length + " in "
                                + labels.table().file() + "; row k of one belongs to row k of the other");
            }
        }
    }

    /** Features of a row. */
    public int width() throws IOException {
        try (NpyMatrix matrix = NpyMatrix.open(file)) {
            return matrix.width();
        }
    }
}
