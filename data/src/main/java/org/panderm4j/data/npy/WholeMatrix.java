package org.panderm4j.data.npy;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;

/** A matrix of an array file in memory, an array for each row, so that it may be larger than one array holds. */
public final class WholeMatrix {
    private WholeMatrix() {}

    /**
     * Reads it row by row. One in Fortran order, as NumPy saves a transposed matrix, is turned; it must be smaller than 2 GiB.
     *
     * @return [rows][columns]
     * @throws IOException as {@link NpyMatrix#open}, but not for Fortran order
     */
    public static float[][] read(Path file) throws IOException {
        if (isInFortranOrder(file)) {
            return turned(file);
        }
        try (NpyMatrix matrix = NpyMatrix.open(file)) {
            if (matrix.rows() > Integer.MAX_VALUE) {
                throw new IOException(
                        file + ": expected at most " + Integer.MAX_VALUE + " rows, found " + matrix.rows());
            }
            NpyMatrix.Reader reader = matrix.reader();
            float[][] all = new float[(int) matrix.rows()][matrix.width()];
            for (int row = 0; row < all.length; row++) {
                reader.read(row, 1, FloatBuffer.wrap(all[row]));
            }
            return all;
        }
    }

    private static boolean isInFortranOrder(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            NpyHeader header = NpyHeader.read(channel, file);
            return header.isFortranOrder() && header.shape().length == 2;
        }
    }

    private static float[][] turned(Path file) throws IOException {
        NpyArray array = Npy.read(file);
        if (!array.type().isFloatingPoint()) {
            throw NpyMatrix.notFloats(file, array.type());
        }
        int width = array.dim(1);
        float[] values = array.floats();
        float[][] rows = new float[array.dim(0)][];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = Arrays.copyOfRange(values, row * width, (row + 1) * width);
        }
        return rows;
    }
}
