package org.panderm4j.sae;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.panderm4j.data.npy.NpyMatrix;
import org.panderm4j.run.OpenResources;

/**
 * Rows of one or several files of embeddings, as one data set: those of the first file, then those of the next. The files may be
 * larger than memory; rows are read when they are asked for.
 */
public final class Embeddings implements AutoCloseable {
    /** What {@code panderm embed} writes, then what the reference's script does. */
    private static final List<String> NAMES = List.of("embeddings.npy", "all_embeddings.npy");

    private final List<NpyMatrix> parts;
    private final int[] starts; // of each part, and the end
    private final OpenResources opened;

    private Embeddings(List<NpyMatrix> parts, int[] starts, OpenResources opened) {
        this.parts = parts;
        this.starts = starts;
        this.opened = opened;
    }

    /** The file of a place: itself, or the one in the folder of a {@code panderm embed}. */
    public static Path file(Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            if (Files.notExists(place)) {
                throw new NoSuchFileException(
                        place + ": no such file; expected embeddings (rows, width) in a .npy file, or"
                                + " the folder of a finished 'panderm embed'");
            }
            return place;
        }
        for (String name : NAMES) {
            if (Files.isRegularFile(place.resolve(name))) {
                return place.resolve(name);
            }
        }
        throw new NoSuchFileException(place + ": expected " + NAMES.get(0)
                + " in it, as a finished 'panderm embed' leaves it, found neither that nor " + NAMES.get(1));
    }

    /**
     * Opens files.
     *
     * @param places files, or folders of a {@code panderm embed}; at least one
     * @throws IOException in one line when one is no matrix, has no rows, or is of another width than the first
     */
    public static Embeddings open(List<Path> places) throws IOException {
        OpenResources opened = new OpenResources();
        try {
            List<NpyMatrix> parts = new ArrayList<>();
            for (Path place : places) {
                parts.add(opened.add(NpyMatrix.open(file(place))));
            }
            return new Embeddings(List.copyOf(parts), starts(parts), opened);
        } catch (IOException | RuntimeException e) {
            opened.closeAfter(e);
            throw e;
        }
    }

    private static int[] starts(List<NpyMatrix> parts) throws IOException {
        NpyMatrix first = parts.get(0);
        int[] starts = new int[parts.size() + 1];
        for (int i = 0; i < parts.size(); i++) {
            NpyMatrix part = parts.get(i);
            if (part.rows() == 0) {
                throw new IOException(part.file() + ": expected at least one row, found none");
            }
            if (part.width() != first.width()) {
                throw new IOException(part.file() + ": expected rows of " + first.width() + " values as in "
                        + first.file() + ", found " + part.width());
            }
            long end = starts[i] + part.rows();
            if (end > Integer.MAX_VALUE) {
                throw new IOException(part.file() + ": expected at most " + Integer.MAX_VALUE
                        + " rows in all files together, found " + end);
            }
            starts[i + 1] = (int) end;
        }
        return starts;
    }

    /**
     * Refuses rows that an autoencoder does not take.
     *
     * @param sae its file
     * @param inputs values of a row that it takes
     */
    public void requireWidth(Path sae, int inputs) throws IOException {
        if (width() != inputs) {
            throw new IOException(parts.get(0).file() + ": expected rows of " + inputs + " values, as " + sae
                    + " takes them, found " + width() + "; use embeddings of the model that it was trained on");
        }
    }

    /** Of all files together. */
    public int rows() {
        return starts[parts.size()];
    }

    /** Values of a row. */
    public int width() {
        return parts.get(0).width();
    }

    public List<Path> files() {
        return parts.stream().map(NpyMatrix::file).toList();
    }

    /** Names a row in a message: {@code x.npy: ... row 7 (from 0)}. */
    public Place place(int row) {
        int part = part(row);
        return new Place(parts.get(part).file(), row - starts[part]);
    }

    /** A row of a file, from 0. */
    public record Place(Path file, int row) {}

    private int part(int row) {
        int found = Arrays.binarySearch(starts, row);
        return found >= 0 ? found : -found - 2;
    }

    /** Reads rows; belongs to one thread at a time. */
    public final class Reader {
        private final List<NpyMatrix.Reader> readers =
                parts.stream().map(NpyMatrix::reader).toList();

        private Reader() {}

        /** Reads neighbouring rows; the target's position advances. */
        public void read(int first, int count, FloatBuffer target) throws IOException {
            int row = first;
            while (row < first + count) {
                int part = part(row);
                int some = Math.min(first + count, starts[part + 1]) - row;
                readers.get(part).read(row - starts[part], some, target);
                row += some;
            }
        }

        /**
         * Reads rows from anywhere, in the order of the file, and puts them down in the order asked for, from the target's position
         * on, which advances.
         */
        public void gather(int[] rows, FloatBuffer target) throws IOException {
            long[] sorted = new long[rows.length]; // row, then where it goes
            for (int i = 0; i < rows.length; i++) {
                sorted[i] = (long) rows[i] << Integer.SIZE | i;
            }
            Arrays.sort(sorted);
            int width = width();
            FloatBuffer view = target.slice();
            for (long one : sorted) {
                view.position((int) one * width);
                read((int) (one >>> Integer.SIZE), 1, view);
            }
            target.position(target.position() + rows.length * width);
        }
    }

    public Reader reader() {
        return new Reader();
    }

    @Override
    public void close() throws IOException {
        opened.close();
    }
}
