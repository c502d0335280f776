package org.panderm4j.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetrievalMetricsTest {
    /** Few directions, so that many rows are equal. */
    private static float[][] rows(Random random, int count, int width, boolean repeating) {
        float[][] out = ZeroShotClassifierTest.randomRows(random, count, width);
        if (repeating) {
            IntStream.range(0, count).forEach(i -> out[i] = out[random.nextInt(i + 1)].clone());
        }
        return out;
    }

    @Test
    void ranksAreThoseOfAFullSort() {
        for (long seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            int pairs = 1 + random.nextInt(200);
            float[][] images = rows(random, pairs, 6, seed % 2 == 0);
            float[][] texts = rows(random, pairs, 6, seed % 4 == 0);
            RetrievalMetrics metrics = RetrievalMetrics.of(images, texts);
            check(metrics.imageToText(), UnitRows.of(images, ""), UnitRows.of(texts, ""), "seed " + seed);
            check(metrics.textToImage(), UnitRows.of(texts, ""), UnitRows.of(images, ""), "seed " + seed);
        }
    }

    private static void check(Ranks ranks, float[][] queries, float[][] candidates, String as) {
        double[] byHand = new double[queries.length];
        for (int i = 0; i < queries.length; i++) {
            float[] query = queries[i];
            double own = UnitRows.dot(query, candidates[i]);
            double[] sorted = Arrays.stream(candidates)
                    .mapToDouble(candidate -> -UnitRows.dot(query, candidate))
                    .sorted()
                    .toArray();
            int first = IntStream.range(0, sorted.length)
                    .filter(at -> sorted[at] == -own)
                    .findFirst()
                    .orElseThrow();
            long equal = Arrays.stream(sorted).filter(score -> score == -own).count();
            byHand[i] = first + (equal - 1) / 2.0;
            assertThat(ranks.rank(i)).as("%s query %d", as, i).isEqualTo(byHand[i]);
        }
        assertThat(ranks.meanRank())
                .as(as)
                .isCloseTo(Arrays.stream(byHand).average().orElseThrow() + 1, within(1e-9));
        assertThat(ranks.recallAt(queries.length)).as(as).isCloseTo(1, within(1e-12));
    }

    @Test
    void valuesAndSummaryHaveTheNamedFigures() {
        Random random = new Random(4);
        RetrievalMetrics metrics = RetrievalMetrics.of(rows(random, 120, 6, false), rows(random, 120, 6, false));
        List<MetricValue> summary = metrics.summary(Bootstrap.of(1));
        assertThat(metrics.values().keySet()).containsExactlyElementsOf(RetrievalMetrics.names());
        assertThat(summary).extracting(MetricValue::name).isEqualTo(RetrievalMetrics.names());
        assertThat(summary)
                .extracting(one -> one.value().orElseThrow())
                .containsExactlyElementsOf(metrics.values().values());
        assertThat(metrics.values().get("text_to_image_R@50"))
                .isEqualTo(metrics.textToImage().recallAt(50))
                .isBetween(0.2, 0.7);
    }

    @Test
    void expectsAmongEqualsWhatAShuffleGivesOnAverage() {
        float[][] images = {{1, 0}, {1, 0}, {1, 0}, {0, 1}};
        float[][] texts = {{1, 0}, {1, 0}, {0, 1}, {0, 1}};
        Ranks ranks = RetrievalMetrics.of(images, texts).imageToText();
        double[] hits = new double[5];
        double rankSum = 0;
        Random random = new Random(8);
        int shuffles = 40_000;
        for (int shuffle = 0; shuffle < shuffles; shuffle++) {
            for (int i = 0; i < 4; i++) {
                int rank = shuffledRank(images[i], texts, i, random);
                rankSum += rank;
                for (int k = rank + 1; k <= 4; k++) {
                    hits[k]++;
                }
            }
        }
        assertThat(ranks.meanRank()).isCloseTo(rankSum / shuffles / 4 + 1, within(0.02));
        for (int k = 1; k <= 4; k++) {
            assertThat(ranks.recallAt(k)).as("recall at %d", k).isCloseTo(hits[k] / shuffles / 4, within(0.01));
        }
        assertThat(ranks.tied()).isEqualTo(4);
    }

    private static int shuffledRank(float[] query, float[][] candidates, int own, Random random) {
        List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3));
        Collections.shuffle(order, random);
        order.sort(Comparator.comparingDouble(j -> -UnitRows.dot(query, candidates[j])));
        return order.indexOf(own);
    }

    @Test
    void featuresThatAreAllTheSameRetrieveNothing() {
        float[][] same = new float[100][];
        Arrays.fill(same, new float[] {1, 2, 3});
        Ranks ranks = RetrievalMetrics.of(same, same).textToImage();
        assertThat(ranks.recallAt(1)).isCloseTo(0.01, within(1e-12));
        assertThat(ranks.meanRank()).isEqualTo(50.5);
    }

    @Test
    void medianIsTheWholePart() {
        assertThat(new Ranks(new int[] {0, 1, 2, 9}, new int[4]).medianRank()).isEqualTo(2);
        assertThat(new Ranks(new int[] {4, 0, 9}, new int[3]).medianRank()).isEqualTo(5);
    }

    @Test
    void summaryNamesEveryFigure() {
        float[][] rows = ZeroShotClassifierTest.randomRows(new Random(1), 9, 4);
        assertThat(RetrievalMetrics.of(rows, rows).summary(new Bootstrap(1, 20, 0.9)))
                .hasSize(12)
                .extracting(MetricValue::name)
                .contains("image_to_text_R@1", "text_to_image_R@50", "image_to_text_median_rank");
    }

    @Test
    void lossIsThatOfEachBatchByNumberOfPairs() {
        float[][] images = ZeroShotClassifierTest.randomRows(new Random(2), 7, 5);
        float[][] texts = ZeroShotClassifierTest.randomRows(new Random(3), 7, 5);
        double three = ValidationLoss.of(Arrays.copyOf(images, 3), Arrays.copyOf(texts, 3), 10, 3);
        double four = ValidationLoss.of(Arrays.copyOfRange(images, 3, 7), Arrays.copyOfRange(texts, 3, 7), 10, 100);
        assertThat(four).isGreaterThan(0);
        double six = ValidationLoss.of(Arrays.copyOfRange(images, 3, 6), Arrays.copyOfRange(texts, 3, 6), 10, 3);
        double one = ValidationLoss.of(new float[][] {images[6]}, new float[][] {texts[6]}, 10, 3);
        assertThat(one).isZero();
        assertThat(ValidationLoss.of(images, texts, 10, 3)).isCloseTo((3 * three + 3 * six + one) / 7, within(1e-12));
        assertThat(ValidationLoss.of(new float[][] {{1, 0}, {0, 1}}, new float[][] {{1, 0}, {0, 1}}, 5, 2))
                .isCloseTo(Math.log(1 + Math.exp(-5)), within(1e-12));
    }

    @Test
    void saysWhatIsWrongWithItsInput() {
        float[][] two = {{1, 0}, {0, 1}};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetrievalMetrics.of(two, new float[][] {{1, 0}}))
                .withMessageContaining("2 images and 1 texts");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetrievalMetrics.of(two, new float[][] {{1}, {2}}))
                .withMessageContaining("2 and 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ValidationLoss.of(two, two, 1, 0))
                .withMessageContaining("batch size");
    }
}
