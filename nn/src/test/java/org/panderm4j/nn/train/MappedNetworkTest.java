package org.panderm4j.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.panderm4j.nn.train.FeatureNetwork.Pass;

class MappedNetworkTest {
    private static final Draws DRAWS = name -> new SplittableRandom(name.hashCode());
    private static final float[][] ROWS = {{1, 2, 3}, {-1, 0, 4}};

    private record Case(float[][] pictures, String diagnosis) {}

    @Test
    void aMappedNetworkIsTheOneWithin() {
        LinearNetwork inner = LinearNetwork.random("x.", 3, 2, 0.5, false, new Random(1));
        LinearNetwork same = LinearNetwork.random("x.", 3, 2, 0.5, false, new Random(1));
        Case some = new Case(ROWS, "nevus");
        try (MappedNetwork<Case, float[][]> mapped = new MappedNetwork<>(inner, Case::pictures)) {
            assertThat(mapped.features(some)).isDeepEqualTo(same.features(ROWS));
            assertThat(mapped.trainingFeatures(some, DRAWS)).isDeepEqualTo(same.trainingFeatures(ROWS, DRAWS));
            Pass pass = mapped.forward(some, DRAWS);
            assertThat(pass.features()).isDeepEqualTo(same.trainingFeatures(ROWS, DRAWS));
            pass.backward(new float[][] {{1, 0}, {2, 1}});
            same.forward(ROWS, DRAWS).backward(new float[][] {{1, 0}, {2, 1}});
            assertThat(mapped.parameters()).isEqualTo(inner.parameters());
            for (int i = 0; i < mapped.parameters().size(); i++) {
                assertThat(mapped.parameters().get(i).gradient())
                        .isEqualTo(same.parameters().get(i).gradient());
            }
        }
    }

    @Test
    void fixedFeaturesLearnNothing() {
        try (FixedFeatures<Case> fixed = new FixedFeatures<>(Case::pictures)) {
            Case some = new Case(ROWS, "nevus");
            assertThat(fixed.parameters()).isEmpty();
            assertThat(fixed.features(some)).isDeepEqualTo(ROWS);
            assertThat(fixed.trainingFeatures(some, DRAWS)).isDeepEqualTo(ROWS);
            Pass pass = fixed.forward(some, DRAWS);
            assertThat(pass.features()).isDeepEqualTo(ROWS);
            pass.backward(ROWS);
            assertThatIllegalStateException().isThrownBy(() -> pass.backward(ROWS));
        }
    }
}
