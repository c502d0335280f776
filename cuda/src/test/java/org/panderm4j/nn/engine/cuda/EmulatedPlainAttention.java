package org.panderm4j.nn.engine.cuda;

import java.util.Arrays;

/** Does what {@code attend_plainly} of attention.cu does, thread by thread and name by name. */
final class EmulatedPlainAttention {
    private static final float HIDDEN = Float.intBitsToFloat(0xf1800000);
    private static final float NONE = Float.NEGATIVE_INFINITY;
    private static final int KEYS = 32;
    private static final int THREADS = 256;

    private final AttentionCase of;
    private final Written mixed;
    private final int plainC;
    private final int stride;
    private final int per;
    private final int queries;
    private final Kernel.Grid grid;
    // of a block
    private float[] rows = {};
    private int k;
    private int v;
    private int shares;
    private int sequence;
    private int head;
    private int first;
    // [thread][PER][PLAIN_C / 8], [thread][PER]
    private float[][][] out = {};
    private float[][] most = {};
    private float[][] sum = {};

    private EmulatedPlainAttention(AttentionCase of, Kernel.Grid grid) {
        this.of = of;
        this.grid = grid;
        mixed = new Written(of.results());
        plainC = (of.c() + 7) / 8 * 8;
        stride = plainC + 4;
        per = plainC <= 96 ? 2 : 1;
        queries = 32 * per;
    }

    static float[] mixed(AttentionCase of) {
        Kernel.Grid grid = AttentionPlan.of(of.call(), Element.F32).grid();
        EmulatedPlainAttention run = new EmulatedPlainAttention(of, grid);
        if (grid.threads() != THREADS) {
            throw new IllegalStateException("a block has " + grid.threads() + " threads");
        }
        for (int block = 0; block < grid.x(); block++) {
            run.block(block);
        }
        return run.mixed.values();
    }

    private void block(int blockIdx) {
        int n = of.n();
        int blocks = (n + queries - 1) / queries;
        int pair = blockIdx / blocks;
        sequence = pair / of.heads();
        head = pair % of.heads();
        first = blockIdx % blocks * queries;
        rows = new float[grid.shared() / Float.BYTES];
        Arrays.fill(rows, Float.NaN);
        k = queries * stride;
        v = k + KEYS * stride;
        shares = v + KEYS * stride;
        out = new float[THREADS][per][plainC / 8];
        most = new float[THREADS][per];
        sum = new float[THREADS][per];
        for (float[] one : most) {
            Arrays.fill(one, NONE);
        }
        copyRows(0, first, queries, 0);
        int last = of.causal() ? Math.min(n, first + queries) : n;
        for (int from = 0; from < last; from += KEYS) {
            copyRows(1, from, KEYS, k);
            copyRows(2, from, KEYS, v);
            for (int line = 0; line < THREADS / 8; line++) {
                for (int r = 0; r < per; r++) {
                    share(line, r, from);
                }
            }
            for (int thread = 0; thread < THREADS; thread++) {
                mix(thread);
            }
        }
        for (int thread = 0; thread < THREADS; thread++) {
            write(thread);
        }
    }

    private void copyRows(int part, int from, int count, int to) {
        boolean[] filled = new boolean[count * stride];
        int row = 3 * of.heads() * of.c();
        int base = sequence * of.n() * row + (part * of.heads() + head) * of.c();
        for (int thread = 0; thread < THREADS; thread++) {
            for (int i = thread; i < count * plainC; i += THREADS) {
                int token = i / plainC;
                int at = i % plainC;
                boolean exists = from + token < of.n() && at < of.c();
                if (filled[token * stride + at]) {
                    throw new IllegalStateException("a row is filled twice");
                }
                filled[token * stride + at] = true;
                rows[to + token * stride + at] = exists ? of.qkv()[base + (from + token) * row + at] : 0;
            }
        }
    }

    /** A row of eight threads: its query's scores of this step's keys, and what they become. */
    private void share(int line, int r, int from) {
        int query = first + line + 32 * r;
        float[][] s = new float[8][4];
        float high = most[line * 8][r];
        for (int t = 0; t < 8; t++) {
            for (int j = 0; j < 4; j++) {
                float product = 0;
                for (int at = 0; at < plainC; at++) {
                    product += rows[(line + 32 * r) * stride + at] * rows[k + (t + 8 * j) * stride + at];
                }
                s[t][j] = masked(product * of.scale(), query, from + t + 8 * j);
                high = Math.max(high, s[t][j]);
            }
        }
        float part = 0;
        float shrink = high == NONE ? 1 : (float) Math.exp(most[line * 8][r] - high);
        for (int t = 0; t < 8; t++) {
            for (int j = 0; j < 4; j++) {
                float p = s[t][j] == NONE ? 0 : (float) Math.exp(s[t][j] - high);
                rows[shares + (line + 32 * r) * (KEYS + 1) + t + 8 * j] = p;
                part += p;
            }
        }
        for (int t = 0; t < 8; t++) {
            int thread = line * 8 + t;
            most[thread][r] = high;
            sum[thread][r] = sum[thread][r] * shrink + part;
            for (int i = 0; i < plainC / 8; i++) {
                out[thread][r][i] *= shrink;
            }
        }
    }

    private float masked(float product, int query, int key) {
        int n = of.n();
        if (key >= n || (of.causal() && key > query)) {
            return NONE;
        }
        if (of.seen().length > 0 && of.seen()[sequence * n + key] == 0) {
            return HIDDEN;
        }
        return of.added().length > 0 && query < n ? product + of.added()[(head * n + query) * n + key] : product;
    }

    private void mix(int thread) {
        int line = thread >> 3;
        int t = thread & 7;
        for (int key = 0; key < KEYS; key++) {
            for (int i = 0; i < plainC / 8; i++) {
                float value = rows[v + key * stride + t + 8 * i];
                for (int r = 0; r < per; r++) {
                    out[thread][r][i] += rows[shares + (line + 32 * r) * (KEYS + 1) + key] * value;
                }
            }
        }
    }

    private void write(int thread) {
        for (int r = 0; r < per; r++) {
            int query = first + (thread >> 3) + 32 * r;
            if (query < of.n()) {
                int to = ((sequence * of.n() + query) * of.heads() + head) * of.c();
                for (int i = 0; i < plainC / 8; i++) {
                    int at = (thread & 7) + 8 * i;
                    if (at < of.c()) {
                        mixed.put(to + at, out[thread][r][i] / sum[thread][r]);
                    }
                }
            }
        }
    }
}
