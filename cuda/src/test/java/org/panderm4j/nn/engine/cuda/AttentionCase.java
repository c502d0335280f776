package org.panderm4j.nn.engine.cuda;

import java.util.Random;

/**
 * An attention with drawn values and its result by the definition.
 *
 * @param scale of the products of queries and keys
 * @param qkv [sequences, n, 3, heads, c]
 * @param seen [sequences, n], 0 for hidden keys; empty where all are seen
 * @param added [heads, n, n]; empty where nothing is
 */
record AttentionCase(
        int sequences, int n, int heads, int c, float scale, boolean causal, float[] qkv, byte[] seen, float... added) {
    private static final int NONE = 0;

    static AttentionCase drawn(Random random, int n, int c, boolean causal, boolean hides, boolean adds) {
        int sequences = 1 + random.nextInt(2);
        int heads = 1 + random.nextInt(2);
        byte[] seen = new byte[hides ? sequences * n : NONE];
        for (int i = 0; i < seen.length; i++) {
            // Of the last sequence nothing is seen at all.
            seen[i] = (byte) (i / n == 1 ? 0 : random.nextInt(2));
        }
        return new AttentionCase(
                sequences,
                n,
                heads,
                c,
                (float) (1 / Math.sqrt(c)),
                causal,
                values(random, sequences * n * 3 * heads * c),
                seen,
                values(random, adds ? heads * n * n : NONE));
    }

    static float[] values(Random random, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** As the engine asks for it. */
    AttentionCall call() {
        return new AttentionCall(
                0, 0, seen.length == 0 ? 0 : 1, added.length == 0 ? 0 : 1, sequences, n, heads, c, scale, causal);
    }

    int results() {
        return sequences * n * heads * c;
    }

    /** [sequences, n, heads, c]. */
    double[] expected() {
        double[] mixed = new double[results()];
        for (int sequence = 0; sequence < sequences; sequence++) {
            for (int query = 0; query < n; query++) {
                for (int head = 0; head < heads; head++) {
                    double[] shares = shares(sequence, query, head);
                    for (int i = 0; i < c; i++) {
                        double sum = 0;
                        for (int key = 0; key < shares.length; key++) {
                            sum += shares[key] * value(sequence, key, 2, head, i);
                        }
                        mixed[((sequence * n + query) * heads + head) * c + i] = sum;
                    }
                }
            }
        }
        return mixed;
    }

    private double value(int sequence, int token, int part, int head, int i) {
        return qkv[(((sequence * n + token) * 3 + part) * heads + head) * c + i];
    }

    private double[] shares(int sequence, int query, int head) {
        double[] scores = new double[causal ? query + 1 : n];
        double most = Double.NEGATIVE_INFINITY;
        for (int key = 0; key < scores.length; key++) {
            double product = 0;
            for (int i = 0; i < c; i++) {
                product += value(sequence, query, 0, head, i) * value(sequence, key, 1, head, i);
            }
            boolean hidden = seen.length > 0 && seen[sequence * n + key] == 0;
            double more = added.length > 0 ? added[(head * n + query) * n + key] : 0;
            scores[key] = hidden ? -Float.MAX_VALUE : product * scale + more;
            most = Math.max(most, scores[key]);
        }
        double sum = 0;
        for (int key = 0; key < scores.length; key++) {
            scores[key] = Math.exp(scores[key] - most);
            sum += scores[key];
        }
        for (int key = 0; key < scores.length; key++) {
            scores[key] /= sum;
        }
        return scores;
    }
}
