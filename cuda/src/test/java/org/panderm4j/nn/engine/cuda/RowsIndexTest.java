package org.panderm4j.nn.engine.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** The index arithmetic of rows.cu: every result is written once and is that of the definition. */
class RowsIndexTest {
    private final Random random = new Random(9);

    @Test
    void everyValueOfARowIsNormalisedOnceAtEveryWidth() {
        IntStream.rangeClosed(1, 2050).filter(d -> d % 4 == 0 || d % 37 == 0).forEach(d -> norm(1, d));
        IntStream.of(1, 7, 8, 9, 17)
                .forEach(rows -> IntStream.of(5, 384, 516, 1028).forEach(d -> norm(rows, d)));
    }

    @Test
    void rowsInRegistersFitThem() {
        for (int d = 1; d <= 4096; d++) {
            String form = NormPlan.of(3, d, Element.F32, Element.BF16).form();
            assertThat(form.equals("any") ? d : Math.min(d, 128 * Integer.parseInt(form)))
                    .isEqualTo(d);
            assertThat(form.equals("any")).isEqualTo(d % 4 != 0 || d > 2048);
        }
    }

    private void norm(int rows, int d) {
        float[] x = AttentionCase.values(random, rows * d);
        float[] added = d % 8 == 0 ? AttentionCase.values(random, rows * d) : new float[0];
        float[] more = d % 16 == 0 ? AttentionCase.values(random, rows * d) : new float[0];
        float[] gain = AttentionCase.values(random, d);
        float[] offset = AttentionCase.values(random, d);
        EmulatedNorm run = new EmulatedNorm(x, added, more, gain, offset, rows, 1e-5f);
        float[] sums = run.sums.values();
        float[] y = run.y.values();
        assertThat(run.wide.values()).isEqualTo(y);
        for (int row = 0; row < rows; row++) {
            double mean = 0;
            double variance = 0;
            for (int i = 0; i < d; i++) {
                mean += sum(x, added, more, row * d + i) / d;
            }
            for (int i = 0; i < d; i++) {
                variance += Math.pow(sum(x, added, more, row * d + i) - mean, 2) / d;
            }
            double worst = 0;
            for (int i = 0; i < d; i++) {
                double v = sum(x, added, more, row * d + i);
                double expected = (v - mean) / Math.sqrt(variance + 1e-5) * gain[i] + offset[i];
                worst = Math.max(worst, Math.abs(sums[row * d + i] - v));
                worst = Math.max(worst, Math.abs(y[row * d + i] - expected));
            }
            assertThat(worst).as("%d rows of %d", rows, d).isLessThan(1e-3);
        }
    }

    private static double sum(float[] x, float[] added, float[] more, int i) {
        return (double) x[i] + (added.length > 0 ? added[i] : 0) + (more.length > 0 ? more[i] : 0);
    }

    @Test
    void everyValueIsActivatedAddedAndCopiedOnce() {
        for (int n = 1; n < 2100; n += n < 40 ? 1 : 29) {
            float[] h = AttentionCase.values(random, n);
            float[] gate = AttentionCase.values(random, n);
            float[] activated = EmulatedRows.activate(h);
            float[] gated = EmulatedRows.activate(h, gate);
            float[] added = EmulatedRows.add(h, gate);
            for (int i = 0; i < n; i++) {
                assertThat(activated[i] == Math.max(0, h[i])
                                && gated[i] == Math.max(0, gate[i]) * h[i]
                                && added[i] == h[i] + gate[i])
                        .isTrue();
            }
            assertThat(EmulatedRows.add(h)).isEqualTo(h);
        }
    }

    @RepeatedTest(40)
    void queriesAndKeysAreTurnedByTheAnglesOfTheirPlaces() {
        int n = some(6);
        int heads = some(4);
        int c = 2 * some(20);
        int tokens = n * some(3);
        float[] qkv = AttentionCase.values(random, tokens * 3 * heads * c);
        float[] cosines = AttentionCase.values(random, n * c);
        float[] sines = AttentionCase.values(random, n * c);
        float[] turned = EmulatedRows.rotate(qkv, cosines, sines, tokens, n, heads, c);
        for (int token = 0; token < tokens; token++) {
            for (int part = 0; part < 3; part++) {
                for (int head = 0; head < heads; head++) {
                    int row = ((token * 3 + part) * heads + head) * c;
                    for (int i = 0; i < c; i++) {
                        float other = i < c / 2 ? -qkv[row + c / 2 + i] : qkv[row + i - c / 2];
                        int angle = token % n * c + i;
                        float expected =
                                part == 2 ? qkv[row + i] : qkv[row + i] * cosines[angle] + other * sines[angle];
                        assertThat(turned[row + i]).isCloseTo(expected, within(1e-5f));
                    }
                }
            }
        }
    }

    @RepeatedTest(40)
    void picturesAreCutIntoPaddedPatches() {
        int pictures = some(3);
        int rows = some(4);
        int columns = some(4);
        int p = some(15);
        int k = Parameters.padded(3 * p * p);
        int n = pictures * rows * columns;
        float[] pixels = AttentionCase.values(random, pictures * 3 * rows * p * columns * p);
        float[] patches = EmulatedRows.cut(pixels, n, rows, columns, p, k);
        for (int picture = 0; picture < pictures; picture++) {
            for (int y = 0; y < rows * p; y++) {
                for (int x = 0; x < columns * p; x++) {
                    for (int channel = 0; channel < 3; channel++) {
                        int patch = (picture * rows + y / p) * columns + x / p;
                        float expected = pixels[((picture * 3 + channel) * rows * p + y) * columns * p + x];
                        if (patches[patch * k + channel * p * p + y % p * p + x % p] != expected) {
                            throw new AssertionError("pixel " + y + ", " + x + " of channel " + channel);
                        }
                    }
                }
            }
        }
        for (int i = 0; i < patches.length; i++) {
            assertThat(i % k < 3 * p * p || patches[i] == 0).isTrue();
        }
    }

    @RepeatedTest(40)
    void patchesLieBehindTheTokensInFrontOfThem() {
        int leading = some(5);
        int n = leading + some(9);
        int places = random.nextBoolean() ? n : leading;
        int b = some(3);
        int d = some(70);
        float[] patches = AttentionCase.values(random, b * (n - leading) * d);
        float[] model = AttentionCase.values(random, places * d);
        float[] x = EmulatedRows.sequence(patches, model, b * n, n, leading, places, d);
        for (int i = 0; i < x.length; i++) {
            int at = i % d;
            int place = i / d % n;
            int sequence = i / d / n;
            float expected = place < places ? model[place * d + at] : 0;
            if (place >= leading) {
                expected += patches[(sequence * (n - leading) + place - leading) * d + at];
            }
            assertThat(x[i]).isEqualTo(expected);
        }
    }

    @RepeatedTest(40)
    void wordsGetTheirPlaces() {
        int n = some(9);
        int rows = random.nextBoolean() ? 1 : n + random.nextInt(3); // one: of all places
        int b = some(3);
        int d = some(70);
        int[] ids = random.ints((long) b * n, 0, 11).toArray();
        float[] table = AttentionCase.values(random, 11 * d);
        float[] places = AttentionCase.values(random, rows * d);
        float[] x = EmulatedRows.words(ids, table, places, n, rows, d);
        for (int i = 0; i < x.length; i++) {
            int place = rows == 1 ? 0 : i / d % n;
            assertThat(x[i]).isEqualTo(table[ids[i / d] * d + i % d] + places[place * d + i % d]);
        }
    }

    @RepeatedTest(40)
    void tokensArePooledOrTakenByColumns() {
        int n = some(9);
        int b = some(3);
        int d = some(300);
        float[] x = AttentionCase.values(random, b * n * d);
        float[] shares = AttentionCase.values(random, b * n);
        shares[0] = 0;
        x[0] = Float.NaN; // without a share it does not matter
        float[] pooled = EmulatedRows.pool(shares, x, b, n, d);
        int[] places = random.ints(b, 0, n).toArray();
        places[0] = n - 1;
        float[] taken = EmulatedRows.take(places, x, n, d);
        for (int i = 0; i < b * d; i++) {
            int sequence = i / d;
            double sum = 0;
            for (int token = 0; token < n; token++) {
                int from = (sequence * n + token) * d + i % d;
                sum += from == 0 ? 0 : shares[sequence * n + token] * x[from];
            }
            assertThat((double) pooled[i]).isCloseTo(sum, within(1e-4));
            assertThat(taken[i]).isEqualTo(x[(sequence * n + places[sequence]) * d + i % d]);
        }
    }

    private int some(int most) {
        return 1 + random.nextInt(most);
    }
}
