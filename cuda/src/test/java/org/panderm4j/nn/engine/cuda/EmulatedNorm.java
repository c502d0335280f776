package org.panderm4j.nn.engine.cuda;

import java.util.function.IntFunction;

/** Does what the norms of rows.cu do, thread by thread and name by name. */
final class EmulatedNorm {
    private static final int LANES = 32;

    private final float[] x;
    private final float[] added;
    private final float[] more;
    private final float[] gain;
    private final float[] offset;
    private final int rows;
    private final int d;
    private final float eps;
    private final NormPlan plan;
    final Written y;
    final Written wide;
    final Written sums;

    /**
     * @param x [rows, d]
     * @param added as many, or none
     * @param more likewise
     */
    EmulatedNorm(float[] x, float[] added, float[] more, float[] gain, float[] offset, int rows, float eps) {
        this.x = x;
        this.added = added;
        this.more = more;
        this.gain = gain;
        this.offset = offset;
        this.rows = rows;
        this.d = gain.length;
        this.eps = eps;
        plan = NormPlan.of(rows, d, Element.F32, Element.F32);
        y = new Written(x.length);
        wide = new Written(x.length);
        sums = new Written(x.length);
        if (plan.form().equals("any")) {
            for (int block = 0; block < plan.grid().x(); block++) {
                fromMemory(block);
            }
        } else {
            inRegisters(Integer.parseInt(plan.form()));
        }
    }

    private float value(int i) {
        return x[i] + (added.length > 0 ? added[i] : 0) + (more.length > 0 ? more[i] : 0);
    }

    private void inRegisters(int chunks) {
        int warps = plan.grid().threads() / LANES;
        if (warps != 8) {
            throw new IllegalStateException("expected NORM_WARPS of 8, found " + warps);
        }
        for (int block = 0; block < plan.grid().x(); block++) {
            for (int warp = 0; warp < warps; warp++) {
                int row = block * warps + warp;
                if (row < rows) {
                    warp(row * d, chunks);
                }
            }
        }
    }

    private void warp(int base, int chunks) {
        float[] lanes = new float[LANES];
        float[][] v = new float[LANES][chunks * 4];
        pieces(chunks, (lane, c, i) -> {
            if (i % 4 != 0) {
                throw new IllegalStateException("four values begin at " + i);
            }
            for (int k = 0; k < 4; k++) {
                v[lane][c * 4 + k] = value(base + i + k);
                sums.put((long) base + i + k, v[lane][c * 4 + k]);
                lanes[lane] += v[lane][c * 4 + k];
            }
        });
        float mean = warpSum(lane -> lanes[lane])[0] / d;
        float[] squares = new float[LANES];
        pieces(chunks, (lane, c, i) -> {
            for (int k = 0; k < 4; k++) {
                v[lane][c * 4 + k] -= mean;
                squares[lane] += v[lane][c * 4 + k] * v[lane][c * 4 + k];
            }
        });
        float scale = 1 / (float) Math.sqrt(warpSum(lane -> squares[lane])[0] / d + eps);
        pieces(chunks, (lane, c, i) -> {
            for (int k = 0; k < 4; k++) {
                float r = v[lane][c * 4 + k] * scale * gain[i + k] + offset[i + k];
                wide.put((long) base + i + k, r);
                y.put((long) base + i + k, r);
            }
        });
    }

    /** Four values of a row. */
    @FunctionalInterface
    private interface Piece {
        void take(int lane, int chunk, int i);
    }

    private void pieces(int chunks, Piece piece) {
        for (int lane = 0; lane < LANES; lane++) {
            for (int c = 0; c < chunks; c++) {
                int i = (c * LANES + lane) * 4;
                if (i < d) {
                    piece.take(lane, c, i);
                }
            }
        }
    }

    private void fromMemory(int block) {
        int threads = plan.grid().threads();
        int base = block * d;
        float[] part = new float[threads];
        for (int thread = 0; thread < threads; thread++) {
            for (int i = thread; i < d; i += threads) {
                part[thread] += value(base + i);
            }
        }
        float mean = blockSum(part) / d;
        float[] squares = new float[threads];
        for (int thread = 0; thread < threads; thread++) {
            for (int i = thread; i < d; i += threads) {
                float v = value(base + i) - mean;
                squares[thread] += v * v;
            }
        }
        float scale = 1 / (float) Math.sqrt(blockSum(squares) / d + eps);
        for (int thread = 0; thread < threads; thread++) {
            for (int i = thread; i < d; i += threads) {
                sums.put((long) base + i, value(base + i));
                float r = (value(base + i) - mean) * scale * gain[i] + offset[i];
                wide.put((long) base + i, r);
                y.put((long) base + i, r);
            }
        }
    }

    /** Sums of neighbours at shrinking distances; every lane has the whole. */
    private static float[] warpSum(IntFunction<Float> of) {
        float[] v = new float[LANES];
        for (int lane = 0; lane < LANES; lane++) {
            v[lane] = of.apply(lane);
        }
        for (int o = 16; o > 0; o >>= 1) {
            float[] before = v.clone();
            for (int lane = 0; lane < LANES; lane++) {
                v[lane] = before[lane] + before[lane ^ o];
            }
        }
        return v;
    }

    private static float blockSum(float... parts) {
        int warps = parts.length / LANES;
        float[] shared = new float[warps];
        for (int warp = 0; warp < warps; warp++) {
            int first = warp * LANES;
            shared[warp] = warpSum(lane -> parts[first + lane])[0];
        }
        return warpSum(lane -> lane < warps ? shared[lane] : 0f)[0];
    }
}
