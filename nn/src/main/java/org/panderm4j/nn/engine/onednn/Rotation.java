package org.panderm4j.nn.engine.onednn;

import java.nio.FloatBuffer;
import java.util.stream.IntStream;
import org.panderm4j.nn.graph.RotaryTable;
import org.panderm4j.nn.tower.Positions;
import org.panderm4j.nn.tower.Stem.PatchStem;

/**
 * Rotates queries and keys in place by the angles of their places, see {@link org.panderm4j.nn.graph.RotaryTable}: with the
 * halves (u, v) of a head, (u, v) cos + (-v, u) sin.
 */
final class Rotation implements Step {
    private final Location qkv;
    private final int tokens;
    private final int d;
    private final Angles angles;

    /**
     * @param qkv [tokens, 3d] float32
     * @param angles of the places of a sequence
     */
    Rotation(Location qkv, int tokens, int d, Angles angles) {
        this.qkv = qkv;
        this.tokens = tokens;
        this.d = d;
        this.angles = angles;
    }

    /**
     * Cosines and sines, [n, c] for the n places of a sequence.
     *
     * @param c width of a head
     */
    record Angles(float[] cosines, float[] sines, int c) {
        static Angles of(PatchStem stem, Form form, int c) {
            double base = ((Positions.Rotary) stem.positions()).base();
            RotaryTable table = new RotaryTable(base, form.gridRows(), form.gridColumns());
            return new Angles(table.cosines(c, stem.leading()), table.sines(c, stem.leading()), c);
        }
    }

    /** As many threads as asked for, each with a share of the rows. */
    @Override
    public void run(Call call) {
        int threads = call.threads() == 0 ? Runtime.getRuntime().availableProcessors() : call.threads();
        int share = (tokens + threads - 1) / threads;
        IntStream shares = IntStream.range(0, threads);
        (threads == 1 ? shares : shares.parallel())
                .forEach(i -> rotate(call, Math.min(tokens, i * share), Math.min(tokens, (i + 1) * share)));
    }

    private void rotate(Call call, int from, int to) {
        float[] row = new float[2 * d];
        float[] turned = new float[2 * d];
        FloatBuffer values = call.floats(qkv, 3L * d * tokens);
        int period = angles.cosines().length;
        for (int token = from; token < to; token++) {
            values.get(token * 3 * d, row);
            rotate(row, turned, token * angles.c() % period);
            values.put(token * 3 * d, turned);
        }
    }

    /** All heads of a query and a key. */
    private void rotate(float[] row, float[] turned, int place) {
        int c = angles.c();
        int half = c / 2;
        float[] cosines = angles.cosines();
        float[] sines = angles.sines();
        for (int head = 0; head < row.length; head += c) {
            for (int i = 0; i < half; i++) {
                float u = row[head + i];
                float v = row[head + half + i];
                turned[head + i] = u * cosines[place + i] - v * sines[place + i];
                turned[head + half + i] = v * cosines[place + half + i] + u * sines[place + half + i];
            }
        }
    }
}
