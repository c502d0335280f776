package org.panderm4j.data.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.panderm4j.data.random.RandomStreams;

class GroupedSplitsTest {
    private static final GroupedSplits THREE = new GroupedSplits(List.of(0.7, 0.1, 0.2));

    private static RandomGenerator random(long seed) {
        return new RandomStreams(seed).stream("splits");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void groupsStayTogetherAndClassesInProportion(long seed) {
        RandomGenerator made = new RandomStreams(seed).stream("made");
        List<String> groups = new ArrayList<>();
        int[] strata = new int[3000];
        for (int row = 0; row < strata.length; row++) {
            groups.add("patient " + made.nextInt(900));
            strata[row] = (int) (made.nextDouble() * made.nextDouble() * 5);
        }

        int[] parts = THREE.parts(groups, strata, random(seed));

        Map<String, Integer> partOf = new HashMap<>();
        double[][] counts = new double[3][5];
        double[] totals = new double[5];
        for (int row = 0; row < strata.length; row++) {
            assertThat(partOf.computeIfAbsent(groups.get(row), name -> -1)).isIn(-1, parts[row]);
            partOf.put(groups.get(row), parts[row]);
            counts[parts[row]][strata[row]]++;
            totals[strata[row]]++;
        }
        for (int k = 0; k < totals.length; k++) {
            for (int part = 0; part < 3; part++) {
                double expected = THREE.shares().get(part) * totals[k];
                assertThat(counts[part][k]).as("part %d, class %d", part, k).isCloseTo(expected, within(6.0));
            }
        }
    }

    @Test
    void theSameSeedDealsTheSame() {
        List<String> groups = List.of("a", "a", "b", "c", "d", "d", "e", "f", "g", "h");
        int[] strata = {0, 0, 1, 0, 1, 0, 1, 0, 1, 0};

        assertThat(THREE.parts(groups, strata, random(5))).isEqualTo(THREE.parts(groups, strata, random(5)));
    }

    @Test
    void aShareOfNothingGetsNothing() {
        int[] parts = new GroupedSplits(List.of(0.5, 0.0, 0.5))
                .parts(List.of("a", "b", "c", "d"), new int[] {0, 0, 1, 1}, random(1));

        assertThat(parts).doesNotContain(1).contains(0, 2);
    }

    @Test
    void sharesAddUpToOne() {
        assertThatThrownBy(() -> new GroupedSplits(List.of(0.7, 0.1, 0.1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("add up to 1");
        assertThatThrownBy(() -> new GroupedSplits(List.of(1.2, -0.2))).isInstanceOf(IllegalArgumentException.class);
    }
}
