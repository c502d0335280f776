package org.panderm4j.sae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.panderm4j.nn.sae.SaeDesign;
import org.panderm4j.nn.sae.SaeWeights;
import org.panderm4j.nn.sae.Sparsity;
import org.panderm4j.nn.train.Workers;

class DictionaryHealthTest {
    private static double cosine(float[] a, float[] b) {
        double product = 0;
        double first = 0;
        double second = 0;
        for (int k = 0; k < a.length; k++) {
            product += (double) a[k] * b[k];
            first += (double) a[k] * a[k];
            second += (double) b[k] * b[k];
        }
        return product / Math.sqrt(first * second);
    }

    @Test
    void theNearestIsTheNearestOfAll() {
        SaeWeights weights = SaeFileTest.random(new SaeDesign(6, 300, new Sparsity.L1()), 7, 0); // more than one piece
        try (Workers workers = new Workers(2)) {
            NearestVectors nearest = NearestVectors.of(weights, workers);
            for (int j = 0; j < 300; j++) {
                double best = Double.NEGATIVE_INFINITY;
                for (int other = 0; other < 300; other++) {
                    if (other != j) {
                        best = Math.max(best, cosine(weights.dictionaryVector(j), weights.dictionaryVector(other)));
                    }
                }
                assertThat((double) nearest.cosine()[j]).isCloseTo(best, within(1e-5));
                assertThat(cosine(weights.dictionaryVector(j), weights.dictionaryVector(nearest.nearest()[j])))
                        .isCloseTo(best, within(1e-5));
            }
            List<NearestVectors.Pair> pairs = nearest.pairs(400);
            assertThat(pairs).doesNotHaveDuplicates().allMatch(pair -> pair.first() < pair.second());
            assertThat(pairs).isSortedAccordingTo((a, b) -> Float.compare(b.cosine(), a.cosine()));
        }
    }

    @Test
    void ofVeryManySomeAreLookedAt() {
        SaeWeights weights = SaeFileTest.random(new SaeDesign(6, 50, new Sparsity.L1()), 7, 0);
        try (Workers workers = new Workers(1)) {
            NearestVectors all = NearestVectors.of(weights, workers);
            NearestVectors some = NearestVectors.of(weights, 7, workers);
            assertThat(some.features()).hasSize(7).doesNotHaveDuplicates().isSorted();
            for (int i = 0; i < 7; i++) {
                assertThat(some.nearest()[i]).isEqualTo(all.nearest()[some.features()[i]]);
                assertThat(some.cosine()[i]).isEqualTo(all.cosine()[some.features()[i]]);
            }
        }
    }

    @Test
    void findsWhatIsThereTwice() {
        SaeWeights weights = SaeFileTest.random(new SaeDesign(16, 20, new Sparsity.L1()), 7, 0);
        for (int k = 0; k < 16; k++) {
            weights.decoderWeight()[k * 20 + 11] = 3 * weights.decoderWeight()[k * 20 + 4];
        }
        try (Workers workers = new Workers(1)) {
            DictionaryHealth health = DictionaryHealth.of(weights, workers);
            assertThat(health.nearest().nearer(0.999)).isEqualTo(2);
            NearestVectors.Pair first = health.nearest().pairs(1).get(0);
            assertThat(first.first()).isEqualTo(4);
            assertThat(first.second()).isEqualTo(11);
            assertThat(health.lengths()[11]).isCloseTo(3 * health.lengths()[4], within(1e-5));
        }
    }

    @Test
    void aLoneFeatureHasNoNeighbour() {
        SaeWeights weights = SaeFileTest.random(new SaeDesign(3, 1, new Sparsity.L1()), 7, 0);
        try (Workers workers = new Workers(1)) {
            DictionaryHealth health = DictionaryHealth.of(weights, workers);
            assertThat(health.nearest().pairs(3)).isEmpty();
            assertThat(health.values()).containsEntry("nearest_cosine_median", null);
        }
    }

    @Test
    void capacitiesAreThoseOfTheSquaredProducts() {
        Random random = new Random(3);
        int rows = 7;
        int features = 5;
        double[][] f = new double[rows][features];
        FloatBuffer learned = FloatBuffer.allocate(rows * features);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < features; j++) {
                float value = i == 2 || random.nextBoolean() ? 0 : random.nextFloat();
                f[i][j] = value;
                learned.put(value);
            }
        }
        try (Workers workers = new Workers(2)) {
            double[] found = Capacities.of(learned.flip(), rows, features, workers);
            for (int i = 0; i < rows; i++) {
                double sum = 0;
                double own = 0;
                for (int j = 0; j < rows; j++) {
                    double product = 0;
                    for (int k = 0; k < features; k++) {
                        product += f[i][k] * f[j][k];
                    }
                    sum += product * product;
                    own = i == j ? product * product : own;
                }
                if (i == 2) {
                    assertThat(found[i]).isNaN();
                } else {
                    assertThat(found[i]).isCloseTo(own / sum, within(1e-12));
                }
            }
        }
    }

    @Test
    void densitiesFallIntoBinsOfHalfAPowerOfTen() {
        Densities densities = new Densities(new double[] {0, 0, 1, 0.99, 0.3, 0.5, 1e-9, 0.02});
        List<Densities.Bin> bins = densities.bins();
        assertThat(bins.get(0)).isEqualTo(new Densities.Bin(0, 0, 2));
        assertThat(bins.stream().mapToLong(Densities.Bin::features).sum()).isEqualTo(8);
        assertThat(bins.get(bins.size() - 1).features()).as("from 0.316").isEqualTo(3);
        assertThat(bins.get(bins.size() - 2).features()).as("0.1 to 0.316").isEqualTo(1);
        assertThat(bins.get(1).features()).as("all that is rarer").isEqualTo(1);
        assertThat(densities.median()).isCloseTo(0.16, within(1e-12));
        assertThat(densities.chart("rows").bars().get(0).label()).isEqualTo("never");
    }
}
