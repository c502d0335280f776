package org.panderm4j.sae;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.panderm4j.nn.clip.Vectors;
import org.panderm4j.run.ProgressReport;

/**
 * What one pass over embeddings finds, before anything is made of them: that all is finite, and what they are.
 *
 * @param digest SHA-256 of rows, width and all values as float32, little-endian
 * @param unit whether every row has length 1, to the thousandth: rows that were rounded to 16 bits still count
 */
record EmbeddingsCheck(String digest, boolean unit) {
    private static final double OF_ONE = 1e-3;
    private static final int VALUES = 1 << 18;

    /**
     * Reads all of it.
     *
     * @throws IOException in one line with file, row and column of the first value that is not finite
     */
    static EmbeddingsCheck of(Embeddings embeddings, ProgressReport progress) throws IOException {
        int rows = embeddings.rows();
        int width = embeddings.width();
        int batch = Math.min(rows, Math.max(1, VALUES / width));
        MessageDigest digest = sha256();
        digest.update((rows + "x" + width + ":").getBytes(StandardCharsets.US_ASCII));
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * width).order(ByteOrder.LITTLE_ENDIAN);
        float[] row = new float[width];
        boolean unit = true;
        FiniteRows finite = new FiniteRows(embeddings);
        Embeddings.Reader reader = embeddings.reader();
        ProgressReport.Step step = progress.begin("look at embeddings", "rows", rows);
        ReadAhead.Source source = (number, target) ->
                reader.read((int) number * batch, Math.min(batch, rows - (int) number * batch), target);
        try (ReadAhead ahead = new ReadAhead(source, batch * width)) {
            for (int first = 0; first < rows; first += batch) {
                int number = first / batch;
                FloatBuffer values = ahead.get(number, first + batch < rows ? number + 1 : -1);
                for (int i = 0; i < values.limit() / width; i++) {
                    values.get(i * width, row);
                    finite.require(first + i, row);
                    unit &= Math.abs(Math.sqrt(Vectors.dot(row, row)) - 1) <= OF_ONE;
                    bytes.asFloatBuffer().put(row);
                    digest.update(bytes.array());
                }
                step.reach(first + values.limit() / width);
            }
        }
        return new EmbeddingsCheck(HexFormat.of().formatHex(digest.digest()), unit);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
