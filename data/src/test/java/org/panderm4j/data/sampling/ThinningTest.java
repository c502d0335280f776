package org.panderm4j.data.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.panderm4j.data.random.MersenneTwister;

/** What the golden orders do not show; those are checked by the probe's golden test. */
class ThinningTest {
    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.1, 0.29, 0.5, 0.99})
    void everyClassKeepsItsShareAndAtLeastOneRow(double share) {
        int[] labels = new int[500];
        Arrays.setAll(labels, row -> row < 3 ? 2 : row % 7 == 0 ? 1 : 0);

        int[] rows = Thinning.REFERENCE.rows(labels, share);

        assertThat(rows).doesNotHaveDuplicates();
        for (int label = 0; label < 3; label++) {
            int wanted = label;
            int all = (int) Arrays.stream(labels).filter(one -> one == wanted).count();
            assertThat(Arrays.stream(rows).filter(row -> labels[row] == wanted).count())
                    .isEqualTo(Math.max(1, (int) (all * share)));
        }
    }

    @Test
    void wholeSetsAreShuffledOnce() {
        assertThat(Thinning.REFERENCE.rows(new int[50], 1)).isEqualTo(new MersenneTwister(42).permutation(50));
    }

    @Test
    void singleRowsKeepTheOrderOfTheFirstShuffle() {
        int[] labels = {3, 1, 0, 2};
        int[] first = new MersenneTwister(42).permutation(4);
        int[] last = new MersenneTwister(42).permutation(4);

        int[] rows = Thinning.REFERENCE.rows(labels, 0.5);

        assertThat(rows)
                .isEqualTo(Arrays.stream(last).map(place -> first[place]).toArray());
    }

    @Test
    void sharesOutsideAreRefused() {
        for (double share : new double[] {0, -0.1, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> Thinning.REFERENCE.rows(new int[3], share))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new Thinning(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
