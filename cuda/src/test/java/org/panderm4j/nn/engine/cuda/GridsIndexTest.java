package org.panderm4j.nn.engine.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;

/** The index arithmetic of grids.cu: every result is written once and is that of the definition. */
class GridsIndexTest {
    private final Random random = new Random(9);

    private int some(int most) {
        return 1 + random.nextInt(most);
    }

    @RepeatedTest(40)
    void rowsOfAConvolutionAreItsWindows() {
        boolean planes = random.nextBoolean();
        int kernel = 2 * random.nextInt(4) + 1;
        int step = some(2);
        int from = step * some(5);
        int to = from / step;
        int channels = some(5);
        int b = some(3);
        int k = Parameters.padded(kernel * kernel * channels);
        float[] x = AttentionCase.values(random, b * channels * from * from);
        float[] columns = EmulatedGrids.columns(x, planes, b * to * to, from, kernel, step, channels, k);
        float[] expected = new float[columns.length];
        int row = 0;
        for (int picture = 0; picture < b; picture++) {
            for (int above = 0; above < to; above++) {
                for (int left = 0; left < to; left++, row++) {
                    int at = row * k;
                    for (int down = 0; down < kernel; down++) {
                        for (int across = 0; across < kernel; across++) {
                            for (int channel = 0; channel < channels; channel++, at++) {
                                int y = above * step + down - kernel / 2;
                                int xx = left * step + across - kernel / 2;
                                boolean inside = y >= 0 && y < from && xx >= 0 && xx < from;
                                int place = planes
                                        ? ((picture * channels + channel) * from + y) * from + xx
                                        : ((picture * from + y) * from + xx) * channels + channel;
                                expected[at] = inside ? x[place] : 0;
                            }
                        }
                    }
                }
            }
        }
        assertThat(columns).isEqualTo(expected);
    }

    @RepeatedTest(20)
    void theLargestOfEachWindowIsTaken() {
        int side = 2 * some(5);
        int channels = some(5);
        int b = some(3);
        float[] x = AttentionCase.values(random, b * side * side * channels);
        float[] y = EmulatedGrids.largest(x, b * side / 2 * side / 2, side, channels);
        for (int i = 0; i < y.length; i++) {
            int channel = i % channels;
            int left = i / channels % (side / 2) * 2;
            int above = i / channels / (side / 2) % (side / 2) * 2;
            int picture = i / channels / (side / 2) / (side / 2);
            float most = Float.NEGATIVE_INFINITY;
            for (int row = Math.max(0, above - 1); row <= Math.min(side - 1, above + 1); row++) {
                for (int column = Math.max(0, left - 1); column <= Math.min(side - 1, left + 1); column++) {
                    most = Math.max(most, x[((picture * side + row) * side + column) * channels + channel]);
                }
            }
            assertThat(y[i]).isEqualTo(most);
        }
    }

    @RepeatedTest(20)
    void channelsBecomePlanes() {
        int places = some(20);
        int channels = some(20);
        float[] x = AttentionCase.values(random, some(3) * places * channels);
        float[] y = EmulatedGrids.planes(x, places, channels);
        for (int i = 0; i < x.length; i++) {
            int channel = i % channels;
            int place = i / channels % places;
            int picture = i / channels / places;
            assertThat(y[(picture * channels + channel) * places + place]).isEqualTo(x[i]);
        }
    }

    @RepeatedTest(20)
    void textsLieBehindPicturesAndWhatIsNotSeenIsZero() {
        int image = some(6);
        int text = some(6);
        int b = some(3);
        int d = some(70);
        int n = image + text;
        float[] pictures = AttentionCase.values(random, b * image * d);
        float[] texts = AttentionCase.values(random, b * text * d);
        byte[] seen = new byte[b * n];
        IntStream.range(0, seen.length).forEach(i -> seen[i] = (byte) random.nextInt(2));
        float[] x = EmulatedGrids.join(pictures, texts, seen, image, text, d);
        for (int sequence = 0; sequence < b; sequence++) {
            for (int place = 0; place < n; place++) {
                for (int at = 0; at < d; at++) {
                    float token = place < image
                            ? pictures[(sequence * image + place) * d + at]
                            : texts[(sequence * text + place - image) * d + at];
                    assertThat(x[(sequence * n + place) * d + at])
                            .isEqualTo(seen[sequence * n + place] == 0 ? 0 : token);
                }
            }
        }
    }

    @RepeatedTest(20)
    void scoresOfPlacesAreProductsAndDistancesAreAdded() {
        int n = some(12);
        int heads = some(4);
        int c = some(20);
        int distances = some(30);
        float[] queries = AttentionCase.values(random, n * heads * c);
        float[] keys = AttentionCase.values(random, n * heads * c);
        float[] table = AttentionCase.values(random, heads * distances);
        int[] rows = random.ints((long) n * n, 0, distances).toArray();
        float[] scores = EmulatedGrids.placeScores(queries, keys, n, heads, c);
        float[] added = EmulatedGrids.distances(scores, table, rows, n, heads, distances);
        for (int head = 0; head < heads; head++) {
            for (int query = 0; query < n; query++) {
                for (int key = 0; key < n; key++) {
                    double expected = 0;
                    for (int k = 0; k < c; k++) {
                        expected += queries[(query * heads + head) * c + k] * keys[(key * heads + head) * c + k];
                    }
                    int at = (head * n + query) * n + key;
                    assertThat((double) scores[at]).isCloseTo(expected, within(1e-4));
                    assertThat(added[at]).isEqualTo(scores[at] + table[head * distances + rows[query * n + key]]);
                }
            }
        }
    }
}
