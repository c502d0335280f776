package org.panderm4j.nn.train.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.panderm4j.nn.train.ArrayParameter;
import org.panderm4j.nn.train.Parameter;
import org.panderm4j.nn.train.Workers;

class ClippingTest {
    private static final int SIZE = 50_001;

    private final Workers workers = new Workers(2);
    private final Parameter small = ArrayParameter.scalar("small", 1);
    private final Parameter large = new ArrayParameter("large", new float[SIZE], SIZE);
    private final Gradients gradients = new Gradients(List.of(small, large), workers);
    private final float[] drawn = new float[SIZE];
    private double norm;

    @BeforeEach
    void draw() {
        Random random = new Random(3);
        small.gradient().put(0, 7);
        double sum = 49;
        for (int i = 0; i < SIZE; i++) {
            drawn[i] = (float) random.nextGaussian();
            sum += (double) drawn[i] * drawn[i];
        }
        large.gradient().put(drawn);
        norm = Math.sqrt(sum);
    }

    @AfterEach
    void close() {
        workers.close();
    }

    @Test
    void noneChangesNothing() {
        assertThat(Clipping.none().apply(gradients)).isCloseTo(norm, within(1e-9));
        assertThat(large.gradient().get(17)).isEqualTo(drawn[17]);
    }

    @Test
    void globalNormShortensAllAlike() {
        assertThat(Clipping.globalNorm(0.5).apply(gradients)).isCloseTo(norm, within(1e-9));
        assertThat(gradients.norm()).isCloseTo(0.5 * norm / (norm + 1e-6), within(1e-7));
        assertThat((double) small.gradient().get(0)).isCloseTo(7 * 0.5 / (norm + 1e-6), within(1e-7));
    }

    @Test
    void globalNormLeavesShortOnes() {
        assertThat(Clipping.globalNorm(norm + 1).apply(gradients)).isCloseTo(norm, within(1e-9));
        assertThat(gradients.norm()).isCloseTo(norm, within(1e-9));
    }

    @Test
    void valueCutsEach() {
        assertThat(Clipping.value(0.25).apply(gradients)).isCloseTo(norm, within(1e-9));
        assertThat(small.gradient().get(0)).isEqualTo(0.25f);
        for (int i = 0; i < SIZE; i++) {
            assertThat(large.gradient().get(i)).isEqualTo(Math.max(-0.25f, Math.min(0.25f, drawn[i])));
        }
    }

    @Test
    void whatIsNotFiniteIsFound() {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            large.gradient().put(SIZE - 1, bad);
            for (Clipping clipping : List.of(Clipping.none(), Clipping.globalNorm(1), Clipping.value(1))) {
                assertThat(clipping.apply(gradients)).isNotFinite();
            }
            assertThat(gradients.firstNotFinite()).containsSame(large);
            assertThat(small.gradient().get(0)).isEqualTo(7);
        }
        gradients.clear();
        assertThat(gradients.norm()).isZero();
        assertThat(gradients.firstNotFinite()).isEmpty();
    }

    @Test
    void largestFiniteGradientsHaveANorm() {
        large.gradient().put(0, Float.MAX_VALUE).put(1, Float.MAX_VALUE);
        assertThat(gradients.norm()).isCloseTo(Math.sqrt(2) * Float.MAX_VALUE, within(1e26));
    }

    @Test
    void limitsArePositive() {
        assertThatThrownBy(() -> Clipping.globalNorm(0)).hasMessageContaining("above 0, found 0.0");
        assertThatThrownBy(() -> Clipping.value(Double.NaN)).hasMessageContaining("above 0, found NaN");
    }
}
