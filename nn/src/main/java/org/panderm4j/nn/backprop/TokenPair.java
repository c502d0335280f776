package org.panderm4j.nn.backprop;

/** One case's attention of a token to two. The arrays are read and written by the caller, and used again for the next case. */
final class TokenPair {
    private final int heads;
    private final int d;
    private final float scale;
    private final float[] queries;
    private final float[] tokens;
    private final float[] shares;
    private final float[] mixed;

    TokenPair(int heads, int d) {
        this.heads = heads;
        this.d = d;
        this.scale = (float) (1 / Math.sqrt(d));
        this.queries = new float[heads * d];
        this.tokens = new float[4 * heads * d];
        this.shares = new float[2 * heads];
        this.mixed = new float[heads * d];
    }

    /** [h d]; behind {@link #back} the gradient by them. */
    float[] queries() {
        return queries;
    }

    /** Keys of the first token, its values, keys of the second, its values, [h d] each; behind {@link #back} the gradient by them. */
    float[] tokens() {
        return tokens;
    }

    /** Of each head by token, [h, 2]; filled by {@link #attend}, taken by {@link #back}. */
    float[] shares() {
        return shares;
    }

    /** Filled by {@link #attend}; the gradient by it is taken by {@link #back}. [h d] */
    float[] mixed() {
        return mixed;
    }

    /** From queries and tokens to shares and mixed values. */
    void attend() {
        for (int head = 0; head < heads; head++) {
            double first = scale * dot(queries, head * d, tokens, keys(0, head));
            double second = scale * dot(queries, head * d, tokens, keys(1, head));
            float share = (float) (1 / (1 + Math.exp(second - first)));
            float other = (float) (1 / (1 + Math.exp(first - second)));
            shares[2 * head] = share;
            shares[2 * head + 1] = other;
            mix(share, other, head);
        }
    }

    private void mix(float share, float other, int head) {
        int to = head * d;
        int first = values(0, head);
        int second = values(1, head);
        for (int i = 0; i < d; i++) {
            mixed[to + i] = share * tokens[first + i] + other * tokens[second + i];
        }
    }

    /** From queries, tokens, shares and the gradient by the mixed values to the gradients by queries and tokens. */
    void back() {
        for (int head = 0; head < heads; head++) {
            float share = shares[2 * head];
            float other = shares[2 * head + 1];
            float byShare = dot(mixed, head * d, tokens, values(0, head));
            float byOther = dot(mixed, head * d, tokens, values(1, head));
            // Of the softmax over two: by the first score, and by the second its negative.
            float byScore = scale * share * other * (byShare - byOther);
            spread(share, values(0, head), head);
            spread(other, values(1, head), head);
            exchange(byScore, head);
        }
    }

    /** The gradient by a token's values. */
    private void spread(float share, int to, int head) {
        for (int i = 0; i < d; i++) {
            tokens[to + i] = share * mixed[head * d + i];
        }
    }

    /** The gradients by query and keys, each of which needs the others as they were. */
    private void exchange(float byScore, int head) {
        int q = head * d;
        int first = keys(0, head);
        int second = keys(1, head);
        for (int i = 0; i < d; i++) {
            float query = queries[q + i];
            queries[q + i] = byScore * (tokens[first + i] - tokens[second + i]);
            tokens[first + i] = byScore * query;
            tokens[second + i] = -byScore * query;
        }
    }

    private int keys(int token, int head) {
        return 2 * token * heads * d + head * d;
    }

    private int values(int token, int head) {
        return (2 * token + 1) * heads * d + head * d;
    }

    /** Four sums side by side: one alone would wait for every addition. */
    private float dot(float[] left, int from, float[] right, int begin) {
        float a = 0;
        float b = 0;
        float c = 0;
        float e = 0;
        int i = 0;
        for (; i + 3 < d; i += 4) {
            a += left[from + i] * right[begin + i];
            b += left[from + i + 1] * right[begin + i + 1];
            c += left[from + i + 2] * right[begin + i + 2];
            e += left[from + i + 3] * right[begin + i + 3];
        }
        for (; i < d; i++) {
            a += left[from + i] * right[begin + i];
        }
        return a + b + (c + e);
    }
}
