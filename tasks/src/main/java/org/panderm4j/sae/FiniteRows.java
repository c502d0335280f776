package org.panderm4j.sae;

import java.io.IOException;
import java.nio.FloatBuffer;

/** Refuses rows with NaN or infinity by file, row and column. */
final class FiniteRows {
    private final Embeddings embeddings;
    private final float[] row;

    FiniteRows(Embeddings embeddings) {
        this.embeddings = embeddings;
        this.row = new float[embeddings.width()];
    }

    /**
     * Looks at neighbouring rows.
     *
     * @param first number of the first
     * @param values [count, width] from position 0
     */
    void require(int first, int count, FloatBuffer values) throws IOException {
        for (int i = 0; i < count; i++) {
            values.get(i * row.length, row);
            require(first + i, row);
        }
    }

    /** Looks at one row. */
    void require(int number, float[] values) throws IOException {
        for (int k = 0; k < values.length; k++) {
            if (!Float.isFinite(values[k])) {
                Embeddings.Place place = embeddings.place(number);
                throw new IOException(place.file() + ": expected finite numbers, found " + values[k] + " in row "
                        + place.row() + " (from 0), column " + k + "; embed that picture again, or take the row out");
            }
        }
    }
}
