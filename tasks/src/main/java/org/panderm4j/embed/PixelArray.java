package org.panderm4j.embed;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.panderm4j.data.npy.Npy;
import org.panderm4j.data.npy.NpyArray;
import org.panderm4j.data.npy.NpyType;
import org.panderm4j.nn.engine.Batch;

/** Pictures that were preprocessed before, from an array file (N, 3, H, W). */
public final class PixelArray implements PreparedInputs {
    private final Path file;
    private final Batch.Images pictures;

    private PixelArray(Path file, Batch.Images pictures) {
        this.file = file;
        this.pictures = pictures;
    }

    /**
     * Reads all of the file.
     *
     * @throws IOException when it is no array of normalised pictures
     */
    public static PixelArray read(Path file) throws IOException {
        NpyArray array = Npy.read(file);
        boolean real = array.type() == NpyType.FLOAT32 || array.type() == NpyType.FLOAT64;
        if (!real || array.rank() != 4 || array.dim(1) != 3 || array.size() == 0) {
            throw new IOException(
                    file + ": expected normalised pictures, float32 of shape (N, 3, H, W), found " + array);
        }
        float[] all = array.floats();
        int size = all.length / array.dim(0);
        List<float[]> pictures = new ArrayList<>();
        for (int i = 0; i < array.dim(0); i++) {
            pictures.add(Arrays.copyOfRange(all, i * size, (i + 1) * size));
        }
        return new PixelArray(file, new Batch.Images(pictures, array.dim(2), array.dim(3)));
    }

    @Override
    public String origin() {
        return file.toString();
    }

    @Override
    public int size() {
        return pictures.size();
    }

    @Override
    public int height() {
        return pictures.height();
    }

    @Override
    public int width() {
        return pictures.width();
    }

    /** The name of row {@code index} in tables. */
    public String name(int index) {
        return file + "#" + index;
    }

    private Prepared prepared(int index) {
        float[] pixels = pictures.pixels().get(index);
        for (float value : pixels) {
            if (!Float.isFinite(value)) {
                return Prepared.skipped(name(index), name(index) + ": expected finite values, found " + value);
            }
        }
        return Prepared.of(name(index), pixels);
    }

    @Override
    public Stream from(int index) {
        return new Stream() {
            private int next = index;

            @Override
            public List<Prepared> next(int count) {
                List<Prepared> batch = new ArrayList<>();
                while (batch.size() < count && next < pictures.size()) {
                    batch.add(prepared(next++));
                }
                return batch;
            }

            @Override
            public void close() {
                // The array belongs to its owner.
            }
        };
    }
}
