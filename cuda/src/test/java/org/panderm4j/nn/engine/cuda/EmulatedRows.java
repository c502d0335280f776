package org.panderm4j.nn.engine.cuda;

import java.util.function.LongConsumer;
import org.panderm4j.nn.engine.cuda.Kernel.Grid;

/** Does what the kernels of rows.cu beside norms do, thread by thread and name by name. */
final class EmulatedRows {
    private static final int THREADS = 256;

    private EmulatedRows() {}

    /** Calls {@code thread} with {@code blockIdx.x * blockDim.x + threadIdx.x} of every thread. */
    static void threads(Grid grid, LongConsumer thread) {
        for (long i = 0; i < grid.x() * grid.threads(); i++) {
            thread.accept(i);
        }
    }

    /** Values that each activation works on: eight at once, the last ones one by one. */
    static float[] activate(float[] h, float... gate) {
        int n = h.length;
        Written out = new Written(n);
        threads(Operations.ofActivation(n), thread -> {
            long i = thread * 8;
            if (i + 8 <= n) {
                for (int k = 0; k < 8; k++) {
                    out.put(i + k, gated(h, gate, (int) i + k));
                }
                return;
            }
            for (; i < n; i++) {
                out.put(i, gated(h, gate, (int) i));
            }
        });
        return out.values();
    }

    /** RELU stands for all of them. */
    private static float gated(float[] h, float[] gate, int i) {
        return gate.length > 0 ? Math.max(0, gate[i]) * h[i] : Math.max(0, h[i]);
    }

    /** x + y, as {@code add} and, without y, {@code copy}. */
    static float[] add(float[] x, float... y) {
        int n = x.length;
        Written out = new Written(n);
        threads(Operations.inFours(n), thread -> {
            long i = thread * 4;
            if (i + 4 <= n) {
                for (int k = 0; k < 4; k++) {
                    out.put(i + k, x[(int) i + k] + (y.length > 0 ? y[(int) i + k] : 0));
                }
                return;
            }
            for (; i < n; i++) {
                out.put(i, x[(int) i] + (y.length > 0 ? y[(int) i] : 0));
            }
        });
        return out.values();
    }

    /** Queries and keys of qkv; values stay as they are. */
    static float[] rotate(float[] qkv, float[] cosines, float[] sines, int tokens, int n, int heads, int c) {
        Written out = new Written(qkv.length);
        int half = c / 2;
        long each = 2L * heads * half;
        threads(Grid.over((long) tokens * heads * half * 2, THREADS), i -> {
            if (i >= tokens * each) {
                return;
            }
            long token = i / each;
            int rest = (int) (i % each);
            int head = rest / half;
            int at = rest % half;
            int place = (int) (token % n) * c;
            int row = (int) ((token * 3 * heads + head) * c);
            float u = qkv[row + at];
            float v = qkv[row + half + at];
            out.put(row + at, u * cosines[place + at] - v * sines[place + at]);
            out.put(row + half + at, v * cosines[place + half + at] + u * sines[place + half + at]);
        });
        for (int token = 0; token < tokens; token++) {
            for (int i = 2 * heads * c; i < 3 * heads * c; i++) {
                out.put((long) token * 3 * heads * c + i, qkv[token * 3 * heads * c + i]);
            }
        }
        return out.values();
    }

    /** As many neighbours a thread as {@code Operations} asks for. */
    static int each(int width) {
        return width % 4 == 0 ? 4 : 1;
    }

    static float[] cut(float[] pixels, int n, int rows, int columns, int p, int k) {
        int each = each(p);
        int pieces = k / each;
        Written patches = new Written(n * k);
        threads(Grid.over((long) n * pieces, THREADS), piece -> {
            if (piece >= (long) n * pieces) {
                return;
            }
            int value = (int) (piece % pieces) * each;
            long patch = piece / pieces;
            int x = value % p;
            int y = value / p % p;
            int channel = value / (p * p);
            int column = (int) (patch % columns);
            long above = patch / columns;
            int row = (int) (above % rows);
            long picture = above / rows;
            long line = (picture * 3 + channel) * rows * p + (long) row * p + y;
            int from = (int) (line * columns * p + (long) column * p + x);
            for (int i = 0; i < each; i++) {
                patches.put(patch * k + value + i, value < 3 * p * p ? pixels[from + i] : 0);
            }
        });
        return patches.values();
    }

    static float[] sequence(float[] patches, float[] model, int tokens, int n, int leading, int places, int d) {
        int each = each(d);
        int pieces = d / each;
        Written x = new Written(tokens * d);
        threads(Grid.over((long) tokens * pieces, THREADS), piece -> {
            if (piece >= (long) tokens * pieces) {
                return;
            }
            int at = (int) (piece % pieces) * each;
            long token = piece / pieces;
            int place = (int) (token % n);
            for (int i = at; i < at + each; i++) {
                float v = place < places ? model[place * d + i] : 0;
                if (place >= leading) {
                    v += patches[(int) ((token / n * (n - leading) + place - leading) * d) + i];
                }
                x.put(token * d + i, v);
            }
        });
        return x.values();
    }

    static float[] words(int[] ids, float[] table, float[] places, int n, int rows, int d) {
        int words = ids.length;
        Written x = new Written(words * d);
        threads(Grid.over((long) words * d, THREADS), i -> {
            if (i >= (long) words * d) {
                return;
            }
            int at = (int) (i % d);
            long word = i / d;
            int place = (int) (word % n) % rows;
            x.put(i, table[ids[(int) word] * d + at] + places[place * d + at]);
        });
        return x.values();
    }

    static float[] pool(float[] shares, float[] x, int sequences, int n, int d) {
        Written pooled = new Written(sequences * d);
        columns(sequences, d, (sequence, at) -> {
            float sum = 0;
            for (int i = 0; i < n; i++) {
                float s = shares[sequence * n + i];
                if (s != 0) {
                    sum += s * x[sequence * n * d + at + i * d];
                }
            }
            pooled.put((long) sequence * d + at, sum);
        });
        return pooled.values();
    }

    static float[] take(int[] places, float[] x, int n, int d) {
        Written taken = new Written(places.length * d);
        columns(
                places.length,
                d,
                (sequence, at) -> taken.put((long) sequence * d + at, x[(sequence * n + places[sequence]) * d + at]));
        return taken.values();
    }

    /** A thread that has a column. */
    @FunctionalInterface
    private interface Column {
        void take(int sequence, int at);
    }

    private static void columns(int sequences, int d, Column column) {
        Grid grid = Operations.columns(sequences, d);
        for (int x = 0; x < grid.x(); x++) {
            for (int y = 0; y < grid.y(); y++) {
                for (int thread = 0; thread < grid.threads(); thread++) {
                    int at = y * grid.threads() + thread;
                    if (at < d) {
                        column.take(x, at);
                    }
                }
            }
        }
    }
}
