package org.panderm4j.sae;

import java.util.Arrays;

/** Rows of embeddings in batches, the last of which may be smaller: all of them in order, or some. */
final class RowBatches {
    private final Embeddings embeddings;
    private final int[] rows; // null for all
    private final int size;
    private final int batch;

    private RowBatches(Embeddings embeddings, int[] rows, int size, int batch) {
        this.embeddings = embeddings;
        this.rows = rows;
        this.size = size;
        this.batch = Math.min(batch, size);
    }

    static RowBatches ofAll(Embeddings embeddings, int batch) {
        return new RowBatches(embeddings, null, embeddings.rows(), batch);
    }

    /**
     * @param rows at least one, in the order they are to come
     */
    static RowBatches of(Embeddings embeddings, int[] rows, int batch) {
        return new RowBatches(embeddings, rows.clone(), rows.length, batch);
    }

    /** Rows of all batches together. */
    int size() {
        return size;
    }

    int count() {
        return (size + batch - 1) / batch;
    }

    /** Rows of the largest batch. */
    int batch() {
        return batch;
    }

    int width() {
        return embeddings.width();
    }

    /** Rows of one batch. */
    int size(int number) {
        return Math.min(batch, size - number * batch);
    }

    /** Number, in the embeddings, of a row of a batch. */
    int row(int number, int place) {
        int at = number * batch + place;
        return rows == null ? at : rows[at];
    }

    /** Reads them ahead; closed by the caller. */
    ReadAhead open() {
        Embeddings.Reader reader = embeddings.reader();
        return new ReadAhead(
                (number, target) -> {
                    int first = (int) number * batch;
                    if (rows == null) {
                        reader.read(first, size((int) number), target);
                    } else {
                        reader.gather(Arrays.copyOfRange(rows, first, first + size((int) number)), target);
                    }
                },
                Math.multiplyExact(batch, embeddings.width()));
    }
}
