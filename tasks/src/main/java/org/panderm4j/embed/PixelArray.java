package org.panderm4j.embed;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.panderm4j.data.npy.NpyMatrix;
import org.panderm4j.nn.engine.Batch;

/** Pictures that were preprocessed before, from an array file (N, 3, H, W), which may be larger than memory. */
public final class PixelArray implements PreparedInputs {
    private final Path file;
    private final int size;
    private final int height;
    private final int width;

    private PixelArray(Path file, int size, int height, int width) {
        this.file = file;
        this.size = size;
        this.height = height;
        this.width = width;
    }

    /**
     * Looks at the file; its pictures are read when they are asked for.
     *
     * @throws IOException when it is no array of normalised pictures
     */
    public static PixelArray open(Path file) throws IOException {
        try (NpyMatrix rows = NpyMatrix.openRows(file)) {
            int[] shape = rows.rowShape();
            boolean pictures = shape.length == 3 && shape[0] == 3;
            if (!pictures || rows.rows() == 0 || rows.rows() > Integer.MAX_VALUE) {
                throw new IOException(file
                        + ": expected normalised pictures, float32 of shape (N, 3, H, W) with N of 1 or more, found "
                        + rows);
            }
            return new PixelArray(file, (int) rows.rows(), shape[1], shape[2]);
        }
    }

    @Override
    public String origin() {
        return file.toString();
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public int width() {
        return width;
    }

    /** The name of row {@code index} in tables. */
    public String name(int index) {
        return file + "#" + index;
    }

    /** All of them in memory, as they stand in the file. */
    public Batch.Images batch() throws IOException {
        List<float[]> pictures = new ArrayList<>(size);
        try (Rows rows = new Rows(0)) {
            for (int i = 0; i < size; i++) {
                pictures.add(rows.read(i));
            }
        }
        return new Batch.Images(pictures, height, width);
    }

    @Override
    public Stream from(int index) {
        return new Rows(index);
    }

    /** Reads row by row; opens the file with the first. */
    private final class Rows implements Stream {
        private int next;
        private NpyMatrix matrix;
        private NpyMatrix.Reader reader;

        Rows(int from) {
            next = from;
        }

        @Override
        public List<Prepared> next(int count) throws IOException {
            List<Prepared> batch = new ArrayList<>();
            while (batch.size() < count && next < size) {
                batch.add(prepared(next));
                next++;
            }
            return batch;
        }

        private Prepared prepared(int index) throws IOException {
            float[] pixels = read(index);
            for (float value : pixels) {
                if (!Float.isFinite(value)) {
                    return Prepared.skipped(name(index), name(index) + ": expected finite values, found " + value);
                }
            }
            return Prepared.of(name(index), pixels);
        }

        float[] read(int index) throws IOException {
            if (matrix == null) {
                matrix = NpyMatrix.openRows(file);
                reader = matrix.reader();
            }
            float[] pixels = new float[3 * height * width];
            reader.read(index, 1, FloatBuffer.wrap(pixels));
            return pixels;
        }

        @Override
        public void close() throws IOException {
            if (matrix != null) {
                matrix.close();
            }
        }
    }
}
