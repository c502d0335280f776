package org.panderm4j.nn.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LbfgsTest {
    /** Of any even number of dimensions; least, 0, where all components are 1. */
    private static double rosenbrock(double[] x, double[] gradient) {
        double value = 0;
        for (int i = 0; i < x.length; i += 2) {
            double bend = x[i + 1] - x[i] * x[i];
            double rest = 1 - x[i];
            value += 100 * bend * bend + rest * rest;
            gradient[i] = -400 * bend * x[i] - 2 * rest;
            gradient[i + 1] = 200 * bend;
        }
        return value;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 10, 100})
    void findsTheEndOfTheValley(int dimensions) {
        double[] start = new Random(dimensions).doubles(dimensions, -2, 2).toArray();
        double[] kept = start.clone();

        Lbfgs.Result result = new Lbfgs(1000, 5000, 10, 1e-9, 0).minimize(LbfgsTest::rosenbrock, start);

        assertThat(result.value()).isCloseTo(0, within(1e-8));
        for (double component : result.point()) {
            assertThat(component).isCloseTo(1, within(1e-3));
        }
        assertThat(start).isEqualTo(kept);
    }

    @Test
    void everyStepGoesDown() {
        List<Double> values = new ArrayList<>();

        Lbfgs.REFERENCE.minimize(
                LbfgsTest::rosenbrock,
                new double[] {-1.2, 1},
                (iteration, value, point) -> values.add(value),
                () -> false);

        assertThat(values).hasSizeGreaterThan(10).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    @Test
    void limitsAreKept() {
        double[] start = {-1.2, 1};
        assertThat(new Lbfgs(1000, 5, 10, 0, 0).minimize(LbfgsTest::rosenbrock, start))
                .satisfies(result -> assertThat(result.evaluations()).isBetween(5, 5 + 26))
                .satisfies(result -> assertThat(result.ending()).isEqualTo(Lbfgs.Ending.EVALUATION_LIMIT));
        assertThat(new Lbfgs(4, 1000, 10, 0, 0).minimize(LbfgsTest::rosenbrock, start))
                .satisfies(result -> assertThat(result.iterations()).isEqualTo(4))
                .satisfies(result -> assertThat(result.ending()).isEqualTo(Lbfgs.Ending.ITERATION_LIMIT));
        assertThat(Lbfgs.REFERENCE.minimize(LbfgsTest::rosenbrock, start, (i, v, p) -> {}, () -> true))
                .satisfies(result -> assertThat(result.point()).isEqualTo(start))
                .satisfies(result -> assertThat(result.ending()).isEqualTo(Lbfgs.Ending.STOPPED));
    }

    @Test
    void aFlatStartIsTheEnd() {
        Lbfgs.Result result = Lbfgs.REFERENCE.minimize(LbfgsTest::rosenbrock, new double[] {1, 1});

        assertThat(result.iterations()).isZero();
        assertThat(result.evaluations()).isEqualTo(1);
    }

    @Test
    void aStartWithoutValueIsRefused() {
        assertThatThrownBy(() -> Lbfgs.REFERENCE.minimize((x, g) -> Double.NaN, new double[1]))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("finite");
    }

    @Test
    void aQuarterMoreEvaluationsThanIterations() {
        assertThat(Lbfgs.REFERENCE.withIterations(100).evaluations()).isEqualTo(125);
    }

    @Test
    void badLimitsAreRefused() {
        assertThatThrownBy(() -> new Lbfgs(0, 1, 1, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Lbfgs(1, 1, 1, Double.NaN, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
