package org.panderm4j.sae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReadAheadTest {
    @Test
    void givesTheBatchThatIsAskedForWhateverWasForeseen() throws IOException {
        Random random = new Random(3);
        try (ReadAhead ahead =
                new ReadAhead((batch, target) -> target.put((float) batch).put((float) batch + 0.5f), 2)) {
            long next = 0;
            for (int i = 0; i < 200; i++) {
                long batch = random.nextInt(3) == 0 ? random.nextInt(50) : Math.max(0, next);
                next = random.nextInt(5) == 0 ? -1 : random.nextInt(50);
                FloatBuffer found = ahead.get(batch, next);
                assertThat(found.limit()).isEqualTo(2);
                assertThat(found.get(0)).isEqualTo((float) batch);
                assertThat(found.get(1)).isEqualTo((float) batch + 0.5f);
            }
        }
    }

    @Test
    void tellsWhyABatchCannotBeRead() {
        ReadAhead.Source broken = (batch, target) -> {
            throw new IOException("x.npy: became shorter");
        };
        try (ReadAhead ahead = new ReadAhead(broken, 1)) {
            assertThatThrownBy(() -> ahead.get(0, 1))
                    .isInstanceOf(IOException.class)
                    .hasMessage("x.npy: became shorter");
        }
    }
}
