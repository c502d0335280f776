package org.panderm4j.nn.engine.cuda;

import java.util.Arrays;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.panderm4j.nn.engine.cuda.Kernel.Grid;

/** The kernels of rows.cu on an {@link EmulatedCard}. */
final class RowKernels {
    private static final Element F32 = Element.F32;
    private static final Map<String, DoubleUnaryOperator> ACTIVATIONS = Map.of(
            "gelu", v -> 0.5 * v * (1 + erf(v / Math.sqrt(2))),
            "gelu_tanh", v -> 0.5 * v * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (v + 0.044715 * v * v * v))),
            "quick_gelu", v -> v / (1 + Math.exp(-1.702 * v)),
            "silu", v -> v / (1 + Math.exp(-v)),
            "tanh", Math::tanh,
            "relu", v -> v < 0 ? 0 : v);

    private final EmulatedCard card;
    private final String name;
    private final KernelArguments given;
    private final Element format;

    RowKernels(EmulatedCard card, String kernel, KernelArguments given) {
        this.card = card;
        this.given = given;
        String label = kernel.substring(kernel.lastIndexOf('_') + 1);
        this.format = label.equals(Element.BF16.label) ? Element.BF16 : F32;
        this.name = kernel.substring(0, kernel.lastIndexOf('_'));
    }

    void run(Grid grid) {
        switch (name.replaceFirst("_.*", "")) {
            case "norm" -> norm();
            case "rotate" -> rotate();
            case "add" -> add();
            case "copy" -> copy();
            case "cut" -> cut();
            case "sequence" -> sequence();
            case "words" -> words();
            case "pool" -> pool(Math.toIntExact(grid.x()));
            case "take" -> take(Math.toIntExact(grid.x()));
            default -> activate(ACTIVATIONS.get(name));
        }
    }

    private void norm() {
        Element from = name.endsWith("_bf16") ? Element.BF16 : F32;
        long x = given.address();
        long added = given.address();
        long more = given.address();
        long gain = given.address();
        long offset = given.address();
        long y = given.address();
        long sums = given.address();
        long wide = given.address();
        int rows = given.size();
        int d = given.size();
        float eps = given.number();
        float[] sum = card.get(from, x, (long) rows * d);
        plus(sum, card.getIfAny(format, added, sum.length));
        plus(sum, card.getIfAny(format, more, sum.length));
        float[] normed = normed(sum, card.get(F32, gain, d), card.get(F32, offset, d), eps);
        putIfAny(F32, sums, sum);
        putIfAny(F32, wide, normed);
        putIfAny(format, y, normed);
    }

    private static void plus(float[] sum, float... terms) {
        for (int i = 0; i < terms.length; i++) {
            sum[i] += terms[i];
        }
    }

    private static float[] normed(float[] x, float[] gain, float[] offset, float eps) {
        int d = gain.length;
        float[] normed = new float[x.length];
        for (int row = 0; row < x.length; row += d) {
            double mean = 0;
            for (int i = 0; i < d; i++) {
                mean += x[row + i] / (double) d;
            }
            double variance = 0;
            for (int i = 0; i < d; i++) {
                variance += (x[row + i] - mean) * (x[row + i] - mean) / d;
            }
            for (int i = 0; i < d; i++) {
                normed[row + i] = (float) ((x[row + i] - mean) / Math.sqrt(variance + eps) * gain[i] + offset[i]);
            }
        }
        return normed;
    }

    private void putIfAny(Element format, long address, float... values) {
        if (address != 0) {
            card.put(format, address, values);
        }
    }

    private void activate(DoubleUnaryOperator function) {
        long address = given.address();
        long gate = given.address();
        long n = given.count();
        float[] h = card.get(format, address, n);
        float[] factors = card.getIfAny(format, gate, n);
        for (int i = 0; i < n; i++) {
            h[i] = (float)
                    (factors.length > 0 ? function.applyAsDouble(factors[i]) * h[i] : function.applyAsDouble(h[i]));
        }
        card.put(format, address, h);
    }

    private void rotate() {
        long qkv = given.address();
        long cosines = given.address();
        long sines = given.address();
        int tokens = Math.toIntExact(given.count());
        int n = given.size();
        int heads = given.size();
        int c = given.size();
        float[] turned = EmulatedRows.rotate(
                card.get(format, qkv, (long) tokens * 3 * heads * c),
                card.get(F32, cosines, (long) n * c),
                card.get(F32, sines, (long) n * c),
                tokens,
                n,
                heads,
                c);
        card.put(format, qkv, turned);
    }

    private void add() {
        long x = given.address();
        long y = given.address();
        long n = given.count();
        card.put(F32, x, EmulatedRows.add(card.get(F32, x, n), card.get(format, y, n)));
    }

    private void copy() {
        long x = given.address();
        long y = given.address();
        long n = given.count();
        card.put(format, y, EmulatedRows.add(card.get(F32, x, n)));
    }

    private void cut() {
        long pixels = given.address();
        long patches = given.address();
        int n = Math.toIntExact(given.count());
        int rows = given.size();
        int columns = given.size();
        int p = given.size();
        int k = given.size();
        float[] values = card.get(F32, pixels, (long) n * 3 * p * p);
        card.put(format, patches, EmulatedRows.cut(values, n, rows, columns, p, k));
    }

    private void sequence() {
        long patches = given.address();
        long model = given.address();
        long x = given.address();
        int tokens = Math.toIntExact(given.count());
        int n = given.size();
        int leading = given.size();
        int places = given.size();
        int d = given.size();
        float[] behind = card.get(F32, patches, (long) tokens / n * (n - leading) * d);
        float[] sequence =
                EmulatedRows.sequence(behind, card.get(F32, model, (long) places * d), tokens, n, leading, places, d);
        card.put(F32, x, sequence);
    }

    private void words() {
        long words = given.address();
        long table = given.address();
        long places = given.address();
        long x = given.address();
        int[] ids = card.getWhole(words, given.count());
        int n = given.size();
        int rows = given.size();
        int d = given.size();
        int last = Arrays.stream(ids).max().orElse(0);
        float[] vectors = EmulatedRows.words(
                ids, card.get(F32, table, (last + 1L) * d), card.get(F32, places, (long) rows * d), n, rows, d);
        card.put(F32, x, vectors);
    }

    private void pool(int sequences) {
        long shares = given.address();
        long x = given.address();
        long pooled = given.address();
        int n = given.size();
        int d = given.size();
        long tokens = (long) sequences * n;
        card.put(
                F32,
                pooled,
                EmulatedRows.pool(card.get(F32, shares, tokens), card.get(F32, x, tokens * d), sequences, n, d));
    }

    private void take(int sequences) {
        long places = given.address();
        long x = given.address();
        long taken = given.address();
        int n = given.size();
        int d = given.size();
        float[] tokens = card.get(F32, x, (long) sequences * n * d);
        card.put(F32, taken, EmulatedRows.take(card.getWhole(places, sequences), tokens, n, d));
    }

    /** The error function by a series (Abramowitz and Stegun 1964, 7.1.6). */
    private static double erf(double v) {
        double x = Math.abs(v);
        if (x > 6) {
            return Math.signum(v);
        }
        double series = 0;
        double term = x;
        for (int n = 1; term > 1e-17 * series; n++) {
            series += term;
            term *= 2 * x * x / (2 * n + 1);
        }
        return Math.signum(v) * 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * series;
    }
}
