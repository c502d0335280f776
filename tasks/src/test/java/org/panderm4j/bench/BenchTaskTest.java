package org.panderm4j.bench;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.panderm4j.weights.store.Preprocessing;

class BenchTaskTest {
    private static final long GIGABYTE = 1L << 30;

    /** A picture of 64 x 64 has 48 KiB; three quarters of a gigabyte hold 16 384. */
    @Test
    void batchesThatJavasMemoryDoesNotHoldAreRefusedBeforeTheyAreMade() {
        Preprocessing size = new Preprocessing(
                64, 64, Preprocessing.OPENAI_MEAN, Preprocessing.OPENAI_MEAN, "bicubic", "shortest", 0, 64);
        assertThatCode(() -> BenchTask.requireRoom(List.of(1, 16_384), size, GIGABYTE))
                .doesNotThrowAnyException();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BenchTask.requireRoom(List.of(1, 16_385), size, GIGABYTE))
                .withMessage(
                        "--batch-sizes: expected at most 16384 pictures of 64 x 64 for Java's 1024 MiB, found 16385 "
                                + "(PANDERM_JAVA_OPTS=-Xmx... gives it more)");
    }
}
