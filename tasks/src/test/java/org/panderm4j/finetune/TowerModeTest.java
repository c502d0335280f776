package org.panderm4j.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TowerModeTest {
    @ParameterizedTest
    @ValueSource(strings = {"frozen", "last-0", "last-12", "lora", "full"})
    void isWrittenAsItIsRead(String text) {
        assertThat(TowerMode.of(text)).hasToString(text);
        assertThat(TowerMode.of(text).learns()).isEqualTo(!text.equals("frozen"));
    }

    @Test
    void namesWhatThereIs() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TowerMode.of("last-two"))
                .withMessageContainingAll("frozen, last-N, lora or full", "last-two");
    }
}
