package org.panderm4j.nn.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.panderm4j.nn.tower.ResNet;
import org.panderm4j.nn.tower.Stem.JointStem;

class PlaceDistancesTest {
    /** Buckets of BiomedGPT, a picture of 3 x 3 positions. */
    private static JointStem stem(int positions, int tokenBucket) {
        ResNet network = new ResNet(4, List.of(new ResNet.Stage(1, 2, 4)), 1e-5);
        return new JointStem(12, network, 42, 10, positions, tokenBucket, 8, 1e-5, 1, List.of(0, 2));
    }

    /** Row of the text's distances for a query and a key that many tokens apart. */
    private static int bucket(int[][] rows, JointStem stem, int query, int key) {
        return rows[stem.imageTokens() + query][stem.imageTokens() + key] - stem.imageDistances();
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 3444", "0, 1, 3443", "1, 0, 3445", "0, 3, 3361", "8, 0, 3612", "0, 8, 3276", "2, 6, 3280"})
    void placesOfThePicture(int query, int key, int row) {
        assertThat(new PlaceDistances(stem(4, 256), 4).rows()[query][key]).isEqualTo(row);
    }

    @Test
    void placesOfPictureAndTextHaveTheLastRow() {
        JointStem stem = stem(4, 256);
        int[][] rows = new PlaceDistances(stem, 4).rows();
        int none = 83 * 83 + 3 + 511;
        assertThat(rows).hasDimensions(13, 13);
        for (int i = 0; i < 9; i++) {
            for (int j = 9; j < 13; j++) {
                assertThat(rows[i][j]).isEqualTo(none);
                assertThat(rows[j][i]).isEqualTo(none);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 255", "1, 256", "128, 383", "129, 384", "130, 384", "131, 385", "512, 468", "1023, 510"})
    void placesOfTheText(int distance, int row) {
        JointStem stem = stem(1026, 256);
        int[][] rows = new PlaceDistances(stem, 1024).rows();
        assertThat(bucket(rows, stem, distance, 0)).isEqualTo(row);
        assertThat(bucket(rows, stem, 0, distance)).isEqualTo(510 - row);
    }

    /**
     * Beyond the middle m the step k is the smallest with (far / m)^(m-1) at most (1023 / m)^k: compared in whole numbers, so
     * that no rounding decides.
     */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 7, 16, 64, 256})
    void logarithmicRowsAreExact(int tokenBucket) {
        JointStem stem = stem(1024, tokenBucket);
        int[][] rows = new PlaceDistances(stem, 1024).rows();
        int m = tokenBucket / 2;
        BigInteger middle = BigInteger.valueOf(m);
        for (int far = m + 1; far < 1024; far++) {
            int k = bucket(rows, stem, far, 0) - (tokenBucket - 1) - m;
            BigInteger left = BigInteger.valueOf(far).pow(m - 1);
            assertThat(left.multiply(middle.pow(k))).as("%d", far).isLessThanOrEqualTo(limit(k, m));
            if (k > 0) {
                assertThat(left.multiply(middle.pow(k - 1))).as("%d", far).isGreaterThan(limit(k - 1, m));
            }
        }
    }

    private static BigInteger limit(int k, int m) {
        return BigInteger.valueOf(1023).pow(k).multiply(BigInteger.valueOf(m).pow(m - 1));
    }

    @Test
    void refusesTextsWithoutPositionsOrDistances() {
        assertThatThrownBy(() -> new PlaceDistances(stem(7, 256), 8))
                .hasMessage("expected texts of 1 to 7 tokens, found 8");
        assertThatThrownBy(() -> new PlaceDistances(stem(1026, 256), 1025))
                .hasMessage("expected texts of 1 to 1024 tokens, found 1025");
    }
}
