package org.panderm4j.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.panderm4j.data.random.RandomStreams;

class TrainedTowersTest {
    private static final int ATTEMPTS = 24;

    /** SigLIP wants a bias of the logits, which the starting point lacks: found out when both towers are open. */
    private static void openAndFail(StartingPoint start) {
        LearningOptions siglip = new LearningOptions(
                LearningOptions.Loss.SIGLIP, TowerLock.OPEN, TowerLock.OPEN, false, OptionalDouble.empty(), 0);
        assertThatThrownBy(() -> TrainedTowers.open(start, siglip, 1)).hasMessageContaining("logit_bias");
    }

    /** The text tower with its gradients is 5 MB, so those of all attempts are 120. */
    @Test
    void anOpeningThatFailsGivesTheMemoryOfBothTowersBack() throws IOException {
        try (StartingPoint start =
                StartingPoint.anew("panderm-mini", "90", List.of("a spot", "a line"), false, new RandomStreams(1))) {
            openAndFail(start);
            long before = Pointer.physicalBytes();
            for (int i = 0; i < ATTEMPTS; i++) {
                openAndFail(start);
            }
            assertThat(Pointer.physicalBytes() - before).isLessThan(70_000_000L);
        }
    }
}
