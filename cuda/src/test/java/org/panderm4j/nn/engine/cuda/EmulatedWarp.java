package org.panderm4j.nn.engine.cuda;

import java.util.Arrays;

/** {@code Warp}, {@code step} and the end of {@code attend} of attention.cu for the 32 lanes of a warp. */
final class EmulatedWarp {
    private static final float HIDDEN = Float.intBitsToFloat(0xf1800000);
    private static final float NONE = Float.NEGATIVE_INFINITY;
    private static final int LANES = 32;
    private static final float LOG2E = (float) (1 / Math.log(2));

    private final EmulatedAttention block;
    private final AttentionCase of;
    private final int sequence;
    private final int head;
    private final int first;
    private final int own;
    private final boolean causal;
    private final float power;
    // [GROUPS][CP / 16][lane][8], [GROUPS][CP / 8][lane][4], [GROUPS][2][lane]
    private final float[][][][] q;
    private final float[][][][] out;
    private final float[][][] most;
    private final float[][][] sum;

    EmulatedWarp(EmulatedAttention block, int sequence, int head, int first) {
        this.block = block;
        of = block.of;
        this.sequence = sequence;
        this.head = head;
        this.first = first;
        causal = block.masked && of.causal();
        own = causal ? Math.min(of.n(), first + block.groups * 16) : of.n();
        power = of.scale() * LOG2E;
        q = new float[block.groups][block.cp / 16][LANES][8];
        out = new float[block.groups][block.cp / 8][LANES][4];
        most = new float[block.groups][2][LANES];
        sum = new float[block.groups][2][LANES];
        for (int r = 0; r < block.groups; r++) {
            Arrays.fill(most[r][0], NONE);
            Arrays.fill(most[r][1], NONE);
            for (int k = 0; k < block.cp / 16; k++) {
                readQueries(r, k);
            }
        }
    }

    private void readQueries(int r, int k) {
        int from = block.offset(sequence, head, 0);
        for (int lane = 0; lane < LANES; lane++) {
            for (int j = 0; j < 4; j++) {
                int query = first + r * 16 + (lane >> 2) + (j & 1) * 8;
                int at = k * 16 + (lane & 3) * 2 + (j >> 1) * 8;
                boolean exists = query < of.n() && at < block.c;
                for (int i = 0; i < 2; i++) {
                    q[r][k][lane][2 * j + i] = exists ? of.qkv()[from + query * block.row() + at + i] : 0;
                }
            }
        }
    }

    /** One step of keys, where they concern this warp. */
    void step(int k, int v, int from) {
        if (first >= of.n() || from >= own) {
            return;
        }
        boolean whole = from + block.keys <= (causal ? first + 1 : of.n());
        int here = Math.min(block.keys, own - from);
        float[][][][] s = new float[block.groups][block.keys / 8][LANES][4];
        for (int i = 0; i < block.keys / 16; i++) {
            if (whole || i * 16 < here) {
                scores(s, k, i);
            }
        }
        for (int r = 0; r < block.groups; r++) {
            for (int i = 0; i < block.keys / 8; i++) {
                for (int lane = 0; lane < LANES; lane++) {
                    for (int j = 0; j < 4; j++) {
                        s[r][i][lane][j] = masked(s[r][i][lane][j], r, from + i * 8, lane, j, whole);
                    }
                }
            }
            shrink(s[r], r);
        }
        for (int i = 0; i < block.keys / 16; i++) {
            if (whole || i * 16 < here) {
                mix(s, v, i);
            }
        }
    }

    private void scores(float[][][][] s, int k, int i) {
        for (int c = 0; c < block.cp / 16; c++) {
            int[] addresses = new int[LANES];
            for (int lane = 0; lane < LANES; lane++) {
                int key = i * 16 + (lane >> 4) * 8 + (lane & 7);
                int at = c * 16 + (lane >> 3 & 1) * 8;
                addresses[lane] = k + (key * block.stride + at) * 2;
            }
            float[][] b = MatrixUnit.matrices(block.shared, addresses, false);
            for (int r = 0; r < block.groups; r++) {
                MatrixUnit.multiply(s[r][2 * i], q[r][c], registers(b, 0));
                MatrixUnit.multiply(s[r][2 * i + 1], q[r][c], registers(b, 2));
            }
        }
    }

    /** Two registers of each lane from {@code first} on. */
    private static float[][] registers(float[][] all, int first) {
        return Arrays.stream(all)
                .map(one -> Arrays.copyOfRange(one, 2 * first, 2 * first + 4))
                .toArray(float[][]::new);
    }

    private float masked(float score, int r, int from, int lane, int j, boolean whole) {
        int key = from + (lane & 3) * 2 + (j & 1);
        int query = first + r * 16 + (lane >> 2) + (j >> 1) * 8;
        int n = of.n();
        float s = score;
        int inside = Math.min(key, n - 1);
        if (block.masked && of.added().length > 0) {
            s += of.added()[head * n * n + Math.min(query, n - 1) * n + inside] * (1 / of.scale());
        }
        if (block.masked && of.seen().length > 0 && of.seen()[sequence * n + inside] == 0) {
            s = HIDDEN;
        }
        int end = causal ? Math.min(own, query + 1) : own;
        return whole || key < end ? s : NONE;
    }

    /** The new maximum of each row, and what was summed by the old one made smaller. */
    private void shrink(float[][][] s, int r) {
        for (int h = 0; h < 2; h++) {
            float[] high = most[r][h].clone();
            for (float[][] eight : s) {
                for (int lane = 0; lane < LANES; lane++) {
                    high[lane] = Math.max(high[lane], Math.max(eight[lane][2 * h], eight[lane][2 * h + 1]));
                }
            }
            for (int bit = 1; bit <= 2; bit *= 2) {
                float[] before = high.clone();
                for (int lane = 0; lane < LANES; lane++) {
                    high[lane] = Math.max(before[lane], MatrixUnit.fromNeighbour(before, lane, bit));
                }
            }
            for (int lane = 0; lane < LANES; lane++) {
                float shrink = twoTo(Math.fma(most[r][h][lane], power, -high[lane] * power));
                most[r][h][lane] = high[lane];
                sum[r][h][lane] *= shrink;
                for (float[][] eight : out[r]) {
                    eight[lane][2 * h] *= shrink;
                    eight[lane][2 * h + 1] *= shrink;
                }
            }
        }
    }

    /** Results of scores are factors as they lie: their fragments are those of two neighbouring products. */
    private void mix(float[][][][] s, int v, int i) {
        float[][][] a = new float[block.groups][LANES][8];
        for (int r = 0; r < block.groups; r++) {
            for (int lane = 0; lane < LANES; lane++) {
                for (int j = 0; j < 8; j++) {
                    int h = j >> 1 & 1;
                    float score = s[r][2 * i + (j >> 2)][lane][j & 3];
                    a[r][lane][j] = twoTo(Math.fma(score, power, -most[r][h][lane] * power));
                    sum[r][h][lane] += a[r][lane][j];
                }
            }
        }
        for (int c = 0; c < block.cp / 16; c++) {
            int[] addresses = new int[LANES];
            for (int lane = 0; lane < LANES; lane++) {
                int key = i * 16 + (lane >> 3 & 1) * 8 + (lane & 7);
                int at = c * 16 + (lane >> 4) * 8;
                addresses[lane] = v + (key * block.stride + at) * 2;
            }
            float[][] b = MatrixUnit.matrices(block.shared, addresses, true);
            for (int r = 0; r < block.groups; r++) {
                MatrixUnit.multiply(out[r][2 * c], a[r], registers(b, 0));
                MatrixUnit.multiply(out[r][2 * c + 1], a[r], registers(b, 2));
            }
        }
    }

    /** Small results are zero. */
    private static float twoTo(float v) {
        float r = (float) Math.pow(2, v);
        return r < Float.MIN_NORMAL ? 0 : r;
    }

    /** Writes what was mixed. */
    void write() {
        for (int r = 0; r < block.groups; r++) {
            for (int h = 0; h < 2; h++) {
                for (int lane = 0; lane < LANES; lane++) {
                    write(r, h, lane);
                }
            }
        }
    }

    private void write(int r, int h, int lane) {
        float[] sums = sum[r][h];
        float all = sums[lane] + sums[lane ^ 1] + (sums[lane ^ 2] + sums[lane ^ 3]);
        int query = first + r * 16 + (lane >> 2) + h * 8;
        if (query >= of.n()) {
            return;
        }
        int to = ((sequence * of.n() + query) * of.heads() + head) * block.c;
        for (int i = 0; i < block.cp / 8; i++) {
            int at = i * 8 + (lane & 3) * 2;
            if (at < block.c) {
                block.mixed.put(to + at, out[r][i][lane][2 * h] / all);
                block.mixed.put(to + at + 1, out[r][i][lane][2 * h + 1] / all);
            }
        }
    }
}
