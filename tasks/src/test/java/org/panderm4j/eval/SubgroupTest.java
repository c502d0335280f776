package org.panderm4j.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SubgroupTest {
    private static final Bootstrap BOOTSTRAP = new Bootstrap(1, 100, 0.9);

    private static Predictions rows(int count) {
        Random random = new Random(count);
        double[][] probabilities = new double[count][2];
        for (double[] row : probabilities) {
            row[1] = random.nextDouble();
            row[0] = 1 - row[1];
        }
        return Predictions.of(random.ints(count, 0, 2).toArray(), probabilities);
    }

    @Test
    void scoresTheRowsOfEachValue() {
        Predictions all = rows(100);
        List<String> values = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            values.add(i % 10 == 9 ? " " : i % 10 < 3 ? "male" : " female");
        }
        List<Subgroup> found = Subgroup.byValue(all, values, BOOTSTRAP);
        assertThat(found).extracting(Subgroup::value).containsExactly("female", "male", "(missing)");
        assertThat(found).extracting(Subgroup::rows).containsExactly(60, 30, 10);
        assertThat(found).extracting(Subgroup::isSmall).containsExactly(false, false, true);
        Predictions male =
                all.select(IntStream.range(0, 100).filter(i -> i % 10 < 3).toArray());
        List<MetricValue> expected = new ArrayList<>(ProbeMetrics.of(male).summary(BOOTSTRAP));
        expected.addAll(Calibration.of(male).summary(BOOTSTRAP));
        assertThat(found.get(1).metrics()).extracting(MetricValue::name).containsExactly("acc", "bacc", "auroc", "ece");
        assertThat(expected).containsAll(found.get(1).metrics());
    }

    @Test
    void keepsTheGroupsOfTheBootstrap() {
        Predictions all = rows(80);
        List<String> values =
                IntStream.range(0, 80).mapToObj(i -> i < 40 ? "a" : "b").toList();
        int[] patients = IntStream.range(0, 80).map(i -> i / 8).toArray();
        Subgroup a = Subgroup.byValue(all, values, BOOTSTRAP.byGroup(patients)).get(0);
        int[] own = IntStream.range(0, 40).toArray();
        assertThat(ProbeMetrics.of(all.select(own))
                        .summary(BOOTSTRAP.byGroup(
                                IntStream.of(own).map(i -> i / 8).toArray())))
                .containsAll(a.metrics().subList(0, 3));
        assertThat(Subgroup.byValue(all, values, BOOTSTRAP).get(0).metrics()).isNotEqualTo(a.metrics());
    }

    @Test
    void leavesAnAreaEmptyWhereAClassIsAbsent() {
        Predictions all = Predictions.of(new int[] {0, 1, 1}, new double[][] {{0.9, 0.1}, {0.3, 0.7}, {0.6, 0.4}});
        Subgroup only = Subgroup.byValue(all, List.of("x", "y", "y"), BOOTSTRAP).get(1);
        assertThat(only.metrics().get(2).name()).isEqualTo("auroc");
        assertThat(only.metrics().get(2).value()).isEmpty();
        assertThat(only.metrics().get(0).value()).hasValue(0.5);
    }

    @Test
    void wantsAValueARow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Subgroup.byValue(rows(3), List.of("x"), BOOTSTRAP))
                .withMessageContaining("each of 3 predictions, found 1");
    }
}
