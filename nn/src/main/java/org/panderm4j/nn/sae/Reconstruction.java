package org.panderm4j.nn.sae;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.stream.IntStream;

/** Runs rows through an autoencoder as it is in use, a few at a time. */
final class Reconstruction {
    private static final int ROWS = 512;

    private final SaeNetwork network;
    private final Rows rows;
    private final FloatBuffer x;
    private final FloatBuffer learned;
    private final FloatBuffer reconstructed;

    Reconstruction(SaeNetwork network, Rows rows) {
        this.network = network;
        this.rows = rows;
        int most = Math.min(ROWS, rows.count());
        this.x = direct(most, network.design().inputs());
        this.learned = direct(most, network.design().features());
        this.reconstructed = direct(most, network.design().inputs());
    }

    static FloatBuffer direct(int rows, int width) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(Math.multiplyExact(rows, width), Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** Is shown one row after the other. */
    @FunctionalInterface
    interface RowReader {
        /**
         * Takes a row.
         *
         * @param x [n]; the arrays are used again for the next one
         * @param learned [m]
         * @param reconstructed [n]
         */
        void read(float[] x, float[] learned, float[] reconstructed);
    }

    /** All rows in their order. */
    void run(RowReader reader) {
        run(IntStream.range(0, rows.count()).toArray(), rows.count(), reader);
    }

    /** The first so many of an order. */
    void run(int[] order, int count, RowReader reader) {
        float[] from = new float[network.design().inputs()];
        float[] features = new float[network.design().features()];
        float[] to = new float[from.length];
        for (int first = 0; first < count; first += ROWS) {
            int length = Math.min(ROWS, count - first);
            rows.read(order, first, length, x);
            network.apply(x, length, learned, reconstructed);
            for (int i = 0; i < length; i++) {
                x.get(i * from.length, from);
                learned.get(i * features.length, features);
                reconstructed.get(i * to.length, to);
                reader.read(from, features, to);
            }
        }
    }

    static double squaredDifference(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            double difference = (double) a[i] - b[i];
            sum += difference * difference;
        }
        return sum;
    }
}
