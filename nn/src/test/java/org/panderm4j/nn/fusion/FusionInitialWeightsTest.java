package org.panderm4j.nn.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.panderm4j.nn.fusion.FusionDesign.HeadKind;
import org.panderm4j.nn.fusion.FusionDesign.Images;
import org.panderm4j.nn.fusion.FusionDesign.Output;

class FusionInitialWeightsTest {
    private static final FusionInitialWeights WEIGHTS = new FusionInitialWeights(
            new FusionDesign(
                    true,
                    true,
                    new Images(64, Fusing.CROSS_ATTENTION, 4, 2),
                    false,
                    Optional.empty(),
                    HeadKind.MLP,
                    List.of(new Output("diagnosis", 5), new Output("norm", 3))),
            name -> new SplittableRandom(name.hashCode()));

    private static float[] values(String name) {
        long size = Arrays.stream(WEIGHTS.shape(name)).reduce(1, Math::multiplyExact);
        FloatBuffer buffer = FloatBuffer.allocate((int) size);
        WEIGHTS.copy(name, buffer);
        assertThat(buffer.hasRemaining()).isFalse();
        return buffer.array();
    }

    /** PyTorch draws weights and biases alike between ± 1 / sqrt(inputs). */
    @Test
    void linearLayersAreEven() {
        for (String layer : List.of("head.hidden", "fusion.steps.1.clinical.mlp.up", "outputs.norm")) {
            double bound = 1 / Math.sqrt((double) WEIGHTS.shape(layer + ".weight")[1]);
            for (String name : List.of(layer + ".weight", layer + ".bias")) {
                double sum = 0;
                float[] values = values(name);
                for (float value : values) {
                    assertThat((double) value).isBetween(-bound, bound);
                    sum += value * value;
                }
                assertThat(sum / values.length)
                        .as(name)
                        .isCloseTo(bound * bound / 3, within(bound * bound * 2 / Math.sqrt(values.length)));
            }
        }
    }

    @Test
    void normsChangeNothing() {
        assertThat(values("fusion.steps.0.dermoscopic.norm.weight")).containsOnly(1);
        assertThat(values("fusion.steps.0.dermoscopic.norm.bias")).containsOnly(0);
        assertThat(values("head.norm.weight")).containsOnly(1);
        assertThat(values("head.norm.bias")).containsOnly(0);
        assertThat(values("head.norm.mean")).containsOnly(0);
        assertThat(values("head.norm.variance")).containsOnly(1);
        assertThat(values("head.norm.batches")).containsOnly(0);
    }

    @Test
    void aNameGivesTheSameNumbers() {
        assertThat(values("head.output.weight")).containsExactly(values("head.output.weight"));
        assertThat(values("head.output.weight")).isNotEqualTo(values("head.hidden.weight"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WEIGHTS.shape("head.nothing"))
                .withMessageContaining("head.nothing");
    }
}
