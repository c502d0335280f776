package org.panderm4j.nn.nearest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.panderm4j.nn.clip.Vectors;

class NearestTest {
    private static float[][] rows(int count, int width, long seed) {
        Random random = new Random(seed);
        float[][] rows = new float[count][width];
        for (float[] row : rows) {
            for (int j = 0; j < width; j++) {
                row[j] = (float) random.nextGaussian();
            }
        }
        return rows;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 1000})
    void neighboursVoteByTheirCosine(int neighbors) {
        float[][] training = rows(300, 12, 1);
        int[] labels = IntStream.range(0, 300).map(i -> i % 4).toArray();
        float[][] asked = rows(200, 12, 2);

        double[][] found;
        try (NearestNeighbors nearest = NearestNeighbors.of(training, labels, 4)) {
            found = nearest.probabilities(asked, neighbors);
        }

        for (int i = 0; i < asked.length; i++) {
            float[] unit = Vectors.unit(asked[i]);
            double[] votes = new double[4];
            double[] cosines = IntStream.range(0, 300)
                    .mapToDouble(row -> Vectors.dot(Vectors.unit(training[row]), unit))
                    .toArray();
            IntStream.range(0, 300)
                    .boxed()
                    .sorted(Comparator.comparingDouble(row -> -cosines[row]))
                    .limit(neighbors)
                    .forEach(row -> votes[labels[row]] += Math.exp(cosines[row] / 0.07));
            double total = votes[0] + votes[1] + votes[2] + votes[3];
            for (int k = 0; k < 4; k++) {
                assertThat(found[i][k]).isCloseTo(votes[k] / total, within(1e-9));
            }
        }
    }

    @Test
    void theNearestMeanWins() {
        float[][] training = {{1, 0}, {2, 0.1f}, {0, 3}, {-0.1f, 1}};
        NearestCentroid centroid = NearestCentroid.of(training, new int[] {0, 0, 1, 1}, 2);

        assertThat(centroid.probabilities(new float[] {5, 1})[0]).isGreaterThan(0.9);
        assertThat(centroid.probabilities(new float[] {1, 7})[1]).isGreaterThan(0.9);
        double[] between = centroid.probabilities(new float[] {1, 1});
        assertThat(between[0] + between[1]).isCloseTo(1, within(1e-12));
    }
}
