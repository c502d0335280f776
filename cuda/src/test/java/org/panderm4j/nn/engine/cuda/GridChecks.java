package org.panderm4j.nn.engine.cuda;

import java.util.Arrays;

/** Convolutions and what else residual networks and the stem over pictures and texts are made of. */
final class GridChecks {
    private static final Element F32 = Element.F32;
    private static final int PICTURES = 2;

    private final KernelCheck check;
    private final GridOperations grids;

    GridChecks(KernelCheck check) {
        this.check = check;
        this.grids = new GridOperations(check.operations());
    }

    void run() {
        for (boolean planes : new boolean[] {false, true}) {
            for (int[] one : new int[][] {{7, 2, 3, 16}, {3, 1, 5, 12}, {3, 2, 8, 9}, {1, 2, 6, 7}, {1, 1, 24, 10}}) {
                check.check(
                        "convolution of " + one[0] + " x " + one[0] + " by " + one[1] + ", " + one[2] + " channels"
                                + (planes ? " in planes" : ""),
                        KernelCheck.F32,
                        arrays -> convolved(arrays, one[0], one[1], one[2], one[3], planes));
            }
        }
        check.check("largest", 0, this::largest);
        check.check("relu", 0, this::relu);
        check.check("sum and relu", KernelCheck.F32, this::addRelu);
        check.check("planes", 0, this::planes);
        check.check("join", 0, this::join);
        check.check("scores of places", KernelCheck.F32, this::placeScores);
        check.check("distances", KernelCheck.F32, this::distances);
    }

    private double convolved(CardArrays arrays, int kernel, int stride, int in, int out, boolean planes) {
        int side = 10;
        int to = side / stride;
        float[] x = arrays.draw(PICTURES * side * side * in, F32); // by places
        float[] matrix = arrays.draw(out * kernel * kernel * in, F32);
        int wide = Parameters.padded(kernel * kernel * in);
        float[] rows = Parameters.padded(matrix, kernel * kernel * in);
        Linear linear = new Linear(arrays.put(F32, rows), 0, wide, out, F32, F32, false);
        Convolution one = new Convolution(linear, in, kernel, stride, side);
        long columns = arrays.poisoned(F32, PICTURES * to * to * wide);
        long y = arrays.poisoned(F32, PICTURES * to * to * out);
        grids.convolve(one, arrays.put(F32, planes ? byPlanes(x, side * side, in) : x), planes, columns, y, PICTURES);
        double[] expected = new double[PICTURES * to * to * out];
        for (int i = 0; i < expected.length; i++) {
            int place = i / out;
            int picture = place / (to * to);
            for (int k = 0; k < kernel * kernel; k++) {
                int row = place / to % to * stride + k / kernel - kernel / 2;
                int column = place % to * stride + k % kernel - kernel / 2;
                for (int c = 0; c < in && row >= 0 && row < side && column >= 0 && column < side; c++) {
                    expected[i] += (double) x[((picture * side + row) * side + column) * in + c]
                            * matrix[(i % out * kernel * kernel + k) * in + c];
                }
            }
        }
        return Errors.relative(arrays.result(y, F32, expected.length), expected);
    }

    private static float[] byPlanes(float[] x, int places, int channels) {
        float[] planes = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            int place = i / channels;
            planes[(place / places * channels + i % channels) * places + place % places] = x[i];
        }
        return planes;
    }

    /** One value is no number, and stays none wherever it is looked at. */
    private double largest(CardArrays arrays) {
        int side = 10;
        int channels = 7;
        int to = side / 2;
        float[] x = arrays.draw(PICTURES * side * side * channels, F32);
        x[33] = Float.NaN;
        long y = arrays.poisoned(F32, PICTURES * to * to * channels);
        grids.largest(arrays.put(F32, x), y, PICTURES, side, channels);
        double[] expected = new double[PICTURES * to * to * channels];
        Arrays.fill(expected, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < expected.length; i++) {
            int place = i / channels;
            for (int k = 0; k < 9; k++) {
                int row = place / to % to * 2 + k / 3 - 1;
                int column = place % to * 2 + k % 3 - 1;
                if (row >= 0 && row < side && column >= 0 && column < side) {
                    int from = ((place / (to * to) * side + row) * side + column) * channels + i % channels;
                    expected[i] = Math.max(expected[i], x[from]);
                }
            }
        }
        return Errors.relative(arrays.result(y, F32, expected.length), expected);
    }

    private double relu(CardArrays arrays) {
        float[] x = arrays.draw(10_007, F32);
        x[5] = Float.NaN;
        long address = arrays.guarded(F32, x);
        grids.relu(address, x.length);
        double[] expected = Errors.wide(x);
        Arrays.setAll(expected, i -> Math.max(0, expected[i]));
        return Errors.relative(arrays.result(address, F32, x.length), expected);
    }

    private double addRelu(CardArrays arrays) {
        float[] x = arrays.draw(10_007, F32);
        float[] y = arrays.draw(x.length, F32);
        y[7] = Float.NaN;
        long address = arrays.guarded(F32, y);
        grids.addRelu(arrays.put(F32, x), address, x.length);
        double[] expected = Errors.wide(y);
        Arrays.setAll(expected, i -> Math.max(0, expected[i] + x[i]));
        return Errors.relative(arrays.result(address, F32, x.length), expected);
    }

    private double planes(CardArrays arrays) {
        int places = 35;
        int channels = 12;
        float[] x = arrays.draw(PICTURES * places * channels, F32);
        long y = arrays.poisoned(F32, x.length);
        grids.planes(arrays.put(F32, x), y, PICTURES, places, channels);
        return Errors.relative(arrays.result(y, F32, x.length), Errors.wide(byPlanes(x, places, channels)));
    }

    private double join(CardArrays arrays) {
        int image = 4;
        int text = 7;
        int n = image + text;
        int d = 60;
        float[] pictures = arrays.draw(PICTURES * image * d, F32);
        float[] texts = arrays.draw(PICTURES * text * d, F32);
        byte[] seen = new byte[PICTURES * n];
        for (int i = 0; i < seen.length; i++) {
            seen[i] = (byte) (i % 5 == 4 ? 0 : 1);
        }
        long x = arrays.poisoned(F32, PICTURES * n * d);
        grids.join(arrays.put(F32, pictures), arrays.put(F32, texts), arrays.put(seen), x, seen.length, image, text, d);
        double[] expected = new double[PICTURES * n * d];
        for (int token = 0; token < seen.length; token++) {
            int place = token % n;
            for (int i = 0; i < d && seen[token] != 0; i++) {
                expected[token * d + i] = place < image
                        ? pictures[(token / n * image + place) * d + i]
                        : texts[(token / n * text + place - image) * d + i];
            }
        }
        return Errors.relative(arrays.result(x, F32, expected.length), expected);
    }

    private double placeScores(CardArrays arrays) {
        int n = 19;
        int heads = 3;
        int c = 20;
        float[] queries = arrays.draw(n * heads * c, F32);
        float[] keys = arrays.draw(n * heads * c, F32);
        long scores = arrays.poisoned(F32, heads * n * n);
        grids.placeScores(arrays.put(F32, queries), arrays.put(F32, keys), scores, n, heads, c);
        double[] expected = new double[heads * n * n];
        for (int i = 0; i < expected.length; i++) {
            int head = i / (n * n);
            int query = i / n % n;
            for (int k = 0; k < c; k++) {
                expected[i] += (double) queries[(query * heads + head) * c + k] * keys[(i % n * heads + head) * c + k];
            }
        }
        return Errors.relative(arrays.result(scores, F32, expected.length), expected);
    }

    private double distances(CardArrays arrays) {
        int n = 17;
        int heads = 3;
        int count = 11;
        float[] scores = arrays.draw(heads * n * n, F32);
        float[] table = arrays.draw(heads * count, F32);
        int[] rows = arrays.draw(n * n, count);
        long added = arrays.poisoned(F32, scores.length);
        Distances distances = new Distances(arrays.put(F32, table), heads, count);
        grids.distances(arrays.put(F32, scores), distances, arrays.put(rows), added, n);
        double[] expected = Errors.wide(scores);
        for (int i = 0; i < expected.length; i++) {
            expected[i] += table[i / (n * n) * count + rows[i % (n * n)]];
        }
        return Errors.relative(arrays.result(added, F32, expected.length), expected);
    }
}
