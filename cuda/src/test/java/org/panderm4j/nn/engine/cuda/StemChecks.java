package org.panderm4j.nn.engine.cuda;

import java.util.Optional;

/** What stands before and behind the blocks: patches, sequences, words, pooling. */
final class StemChecks {
    private static final Element F32 = Element.F32;

    private final KernelCheck check;
    private final StemOperations stems;

    StemChecks(KernelCheck check) {
        this.check = check;
        this.stems = new StemOperations(check.operations());
    }

    void run() {
        for (Element format : new Element[] {F32, Element.BF16}) {
            for (int side : new int[] {14, 16, 5}) {
                check.check(
                        "cut into patches of " + side + ", " + format.label,
                        format == F32 ? 0 : KernelCheck.BF16,
                        arrays -> cut(arrays, side, format));
            }
        }
        check.check("sequence, places for all tokens", KernelCheck.F32, arrays -> sequence(arrays, true));
        check.check("sequence, places for leading tokens", KernelCheck.F32, arrays -> sequence(arrays, false));
        check.check("words", KernelCheck.F32, this::words);
        check.check("pool", KernelCheck.F32, this::pool);
        check.check("take", 0, this::take);
    }

    private double cut(CardArrays arrays, int p, Element format) {
        int pictures = 2;
        int rows = 3;
        int columns = 4;
        int values = 3 * p * p;
        int k = Parameters.padded(values);
        int patches = pictures * rows * columns;
        float[] pixels = arrays.draw(pictures * 3 * rows * p * columns * p, F32);
        long cut = arrays.poisoned(format, patches * k);
        stems.cut(arrays.put(F32, pixels), cut, format, patches, rows, columns, p, k);
        double[] expected = new double[patches * k];
        int to = 0;
        for (int picture = 0; picture < pictures; picture++) {
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < columns; column++, to += k) {
                    for (int i = 0; i < values; i++) {
                        int line = ((picture * 3 + i / (p * p)) * rows + row) * p + i / p % p;
                        expected[to + i] = pixels[line * columns * p + column * p + i % p];
                    }
                }
            }
        }
        return Errors.relative(arrays.result(cut, format, expected.length), expected);
    }

    private double sequence(CardArrays arrays, boolean table) {
        int sequences = 3;
        int n = 17;
        int leading = 5;
        int d = 60;
        int places = table ? n : leading;
        float[] patches = arrays.draw(sequences * (n - leading) * d, F32);
        float[] model = arrays.draw(places * d, F32);
        long x = arrays.poisoned(F32, sequences * n * d);
        StemWeights.Patches weights = new StemWeights.Patches(
                new Linear(0, 0, 1, d, F32, F32, false), arrays.put(F32, model), places, Optional.empty());
        stems.sequence(arrays.put(F32, patches), weights, x, (long) sequences * n, n, leading, d);
        double[] expected = new double[sequences * n * d];
        for (int token = 0; token < sequences * n; token++) {
            int place = token % n;
            for (int i = 0; i < d; i++) {
                expected[token * d + i] = (place < places ? model[place * d + i] : 0.0)
                        + (place < leading ? 0.0 : patches[(token / n * (n - leading) + place - leading) * d + i]);
            }
        }
        return Errors.relative(arrays.result(x, F32, expected.length), expected);
    }

    private double words(CardArrays arrays) {
        int n = 13;
        int texts = 4;
        int d = 60;
        int vocabulary = 50;
        int positions = 20;
        int[] ids = arrays.draw(texts * n, vocabulary);
        float[] table = arrays.draw(vocabulary * d, F32);
        float[] places = arrays.draw(positions * d, F32);
        long x = arrays.poisoned(F32, ids.length * d);
        StemWeights.Words weights =
                new StemWeights.Words(arrays.put(F32, table), arrays.put(F32, places), positions, Optional.empty());
        stems.words(arrays.put(ids), weights, x, ids.length, n, d);
        double[] expected = new double[ids.length * d];
        for (int i = 0; i < expected.length; i++) {
            int word = i / d;
            expected[i] = (double) table[ids[word] * d + i % d] + places[word % n * d + i % d];
        }
        return Errors.relative(arrays.result(x, F32, expected.length), expected);
    }

    /** Some shares are zero; what stands at their tokens, which may be no number, must not matter. */
    private double pool(CardArrays arrays) {
        int sequences = 3;
        int n = 19;
        int d = 300;
        float[] shares = arrays.draw(sequences * n, F32);
        float[] x = arrays.draw(sequences * n * d, F32);
        double[] expected = new double[sequences * d];
        for (int token = 0; token < shares.length; token++) {
            shares[token] = token % 4 == 1 ? 0 : shares[token];
            for (int i = 0; i < d; i++) {
                expected[token / n * d + i] += (double) shares[token] * x[token * d + i];
                x[token * d + i] = shares[token] == 0 ? Float.NaN : x[token * d + i];
            }
        }
        long pooled = arrays.poisoned(F32, expected.length);
        check.operations().pool(arrays.put(F32, shares), arrays.put(F32, x), pooled, sequences, n, d);
        return Errors.relative(arrays.result(pooled, F32, expected.length), expected);
    }

    private double take(CardArrays arrays) {
        int sequences = 7;
        int n = 19;
        int d = 300;
        float[] x = arrays.draw(sequences * n * d, F32);
        int[] places = arrays.draw(sequences, n);
        long taken = arrays.poisoned(F32, sequences * d);
        check.operations().take(arrays.put(places), arrays.put(F32, x), taken, sequences, n, d);
        double[] expected = new double[sequences * d];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = x[(i / d * n + places[i / d]) * d + i % d];
        }
        return Errors.relative(arrays.result(taken, F32, expected.length), expected);
    }
}
