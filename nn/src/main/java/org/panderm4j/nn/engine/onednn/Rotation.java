package org.panderm4j.nn.engine.onednn;

import java.nio.FloatBuffer;
import java.util.stream.IntStream;

/**
 * Rotates queries and keys in place by the angles of their places, see {@link org.panderm4j.nn.graph.RotaryTable}: with the
 * halves (u, v) of a head, (u, v) cos + (-v, u) sin.
 */
final class Rotation implements Step {
    private static final int ROWS_AT_A_TIME = 64;

    private final Location qkv;
    private final int tokens;
    private final int d;
    private final float[] cosines;
    private final float[] sines;
    private final int c;

    /**
     * @param qkv [tokens, 3d] float32
     * @param cosines [n, c] for the n places of a sequence
     * @param sines likewise
     * @param c width of a head
     */
    Rotation(Location qkv, int tokens, int d, float[] cosines, float[] sines, int c) {
        this.qkv = qkv;
        this.tokens = tokens;
        this.d = d;
        this.cosines = cosines;
        this.sines = sines;
        this.c = c;
    }

    @Override
    public void run(Call call) {
        IntStream chunks = IntStream.range(0, (tokens + ROWS_AT_A_TIME - 1) / ROWS_AT_A_TIME);
        (call.threads() == 1 ? chunks : chunks.parallel()).forEach(chunk -> rotate(call, chunk * ROWS_AT_A_TIME));
    }

    private void rotate(Call call, int first) {
        float[] row = new float[2 * d];
        float[] turned = new float[2 * d];
        FloatBuffer values = call.floats(qkv, 3L * d * tokens);
        for (int token = first; token < Math.min(tokens, first + ROWS_AT_A_TIME); token++) {
            values.get(token * 3 * d, row);
            rotate(row, turned, token % (cosines.length / c) * c);
            values.put(token * 3 * d, turned);
        }
    }

    /** All heads of a query and a key. */
    private void rotate(float[] row, float[] turned, int angles) {
        int half = c / 2;
        for (int head = 0; head < row.length; head += c) {
            for (int i = 0; i < half; i++) {
                float u = row[head + i];
                float v = row[head + half + i];
                turned[head + i] = u * cosines[angles + i] - v * sines[angles + i];
                turned[head + half + i] = v * cosines[angles + half + i] + u * sines[angles + half + i];
            }
        }
    }
}
