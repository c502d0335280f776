package org.panderm4j.embed;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.panderm4j.data.npy.Npy;
import org.panderm4j.data.npy.NpyArray;
import org.panderm4j.data.npy.NpyType;
import org.panderm4j.nn.tower.Stem.TokenStem;

/** Token ids from an array file (N, length), checked against the text tower that is to read them. */
public final class TokenArray {
    private TokenArray() {}

    /**
     * Reads all rows.
     *
     * @throws IOException when it is no array of ids, or a row cannot be read by the tower; names file and row
     */
    public static int[][] read(Path file, TokenStem stem) throws IOException {
        NpyArray array = Npy.read(file);
        boolean real = array.type() == NpyType.FLOAT32 || array.type() == NpyType.FLOAT64;
        if (real || array.rank() != 2 || array.size() == 0) {
            throw new IOException(file + ": expected token ids, int64 of shape (N, length), found " + array);
        }
        if (array.dim(1) > stem.positions()) {
            throw new IOException(
                    file + ": expected texts of at most " + stem.positions() + " tokens, found " + array.dim(1));
        }
        long[] all = array.longs();
        int[][] ids = new int[array.dim(0)][];
        for (int row = 0; row < ids.length; row++) {
            long[] one = Arrays.copyOfRange(all, row * array.dim(1), (row + 1) * array.dim(1));
            check(file + ", row " + row + ": ", one, stem);
            ids[row] = Arrays.stream(one).mapToInt(Math::toIntExact).toArray();
        }
        return ids;
    }

    private static void check(String place, long[] row, TokenStem stem) throws IOException {
        for (long id : row) {
            if (id < 0 || id >= stem.vocabulary()) {
                throw new IOException(
                        place + "expected token ids from 0 to " + (stem.vocabulary() - 1) + ", found " + id);
            }
        }
        if (stem.end().length(Arrays.stream(row).mapToInt(Math::toIntExact).toArray()) == 0) {
            throw new IOException(place + "expected a text, found nothing but padding");
        }
    }
}
